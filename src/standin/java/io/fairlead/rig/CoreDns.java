package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's DNS: a real CoreDNS that serves the ConfigMap {@code kube-system/coredns} of a {@link RigCluster} on a
 * port of the loopback address, as its own service account. As a kubelet does, the rig writes the ConfigMap into the
 * folder that CoreDNS reads, and {@code kube-system/coredns-custom} into {@code custom/} below it; CoreDNS's own
 * {@code reload} plugin takes it from there, as soon as the Corefile's {@code reload} says. {@link LoopbackCorefile}
 * says what of the text is changed on the way. One at a time in a cluster.
 */
public final class CoreDns implements AutoCloseable {

    /** The namespace of the ConfigMaps. */
    public static final String NAMESPACE = "kube-system";

    /** The ConfigMap of the Corefile. */
    public static final String CONFIG_MAP = "coredns";

    /** The ConfigMap of server blocks and plugins that a Corefile may import. */
    public static final String CUSTOM = "coredns-custom";

    /** A Corefile as on a device, but for how soon a changed text is read. It does not end in a line break. */
    public static final String DEVICE_COREFILE = """
            .:53 {
                errors
                health {
                   lameduck 1s
                }
                ready
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                   pods insecure
                   fallthrough in-addr.arpa ip6.arpa
                   ttl 30
                }
                prometheus :9153
                cache 1
                loop
                reload 2s 1s
                loadbalance
            }""";

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String RIGHTS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: coredns, namespace: kube-system}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "system:coredns"}
            rules:
            - {apiGroups: [""], resources: [endpoints, services, pods, namespaces], verbs: [list, watch]}
            - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: "system:coredns"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:coredns"}
            subjects: [{kind: ServiceAccount, name: coredns, namespace: kube-system}]
            """;

    private final KubernetesClient admin;
    private final Path binary;
    private final Path folder;
    private final Path log;
    private final LoopbackCorefile mounting;
    private final int port;
    private final int elsewhere;
    private final SharedIndexInformer<ConfigMap> mounted;
    private @Nullable RigProcess process;

    private CoreDns(RigCluster rig, Path folder, Path log, Path kubeconfig, FreePorts ports) {
        admin = rig.admin();
        binary = rig.binaries().coreDns();
        this.folder = folder;
        this.log = log;
        port = ports.next();
        elsewhere = ports.next();
        mounting = new LoopbackCorefile(folder, kubeconfig, port, elsewhere, ports.next(), ports.next(), ports.next());
        mounting.write(folder.resolve("custom"), Map.of()); // What an earlier one was given, on another port.
        mounted = admin.configMaps().inNamespace(NAMESPACE).inform(new Mount());
    }

    /** Makes the ConfigMap with this Corefile, starts CoreDNS on it, and waits until it answers. */
    static CoreDns start(RigCluster rig, ControlPlaneFiles files, FreePorts ports, String corefile) {
        Manifests.parse(RIGHTS).forEach(object -> Manifests.apply(rig.admin(), object));
        Path kubeconfig = rig.apiServer()
                .access(ModuleIdentity.token(rig.admin(), NAMESPACE, "coredns"))
                .writeTo(files.kubeconfig("coredns"));
        rig.admin().configMaps().inNamespace(NAMESPACE).withName(CUSTOM).delete();
        write(rig.admin(), CONFIG_MAP, Map.of("Corefile", corefile));
        CoreDns started = new CoreDns(rig, files.folder().resolve("coredns"), files.log("coredns"), kubeconfig, ports);
        started.start();
        return started;
    }

    /** Where it answers, by UDP and TCP. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where it asks every server to which it forwards; nobody is there before a test is. */
    public InetSocketAddress elsewhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), elsewhere);
    }

    /** What it printed, of all its starts. */
    public Path log() {
        return log;
    }

    /** Replaces the text of {@code kube-system/coredns}, as somebody else would. */
    public void corefile(String text) {
        write(admin, CONFIG_MAP, Map.of("Corefile", text));
    }

    /** Replaces the files of {@code kube-system/coredns-custom}, as somebody else would. */
    public void custom(Map<String, String> files) {
        write(admin, CUSTOM, files);
    }

    /**
     * Starts it unless it runs, and waits until it is ready to answer.
     *
     * @throws Error when it ends instead, as it does on a Corefile that does not parse
     */
    public synchronized void start() {
        if (process != null && process.alive()) {
            return;
        }
        Eventually.holds("the Corefile is mounted", SOON, () -> Files.isReadable(corefile()));
        RigProcess started = RigProcess.start(
                "coredns", List.of(binary.toString(), "-conf=" + corefile(), "-dns.port=" + port), Map.of(), log);
        process = started;
        Eventually.holds("CoreDNS answers, see " + log, SOON, () -> {
            started.requireAlive();
            return answers();
        });
    }

    /** Asks it to end, as when its pod is moved. */
    public synchronized void stop() {
        if (process != null) {
            process.terminate(SOON);
        }
    }

    /** Stops and starts it: a Corefile that it refused to reload keeps it from coming back. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Ends it and removes both ConfigMaps. */
    @Override
    public void close() {
        stop();
        mounted.close();
        for (String name : List.of(CONFIG_MAP, CUSTOM)) {
            admin.configMaps().inNamespace(NAMESPACE).withName(name).delete();
        }
    }

    private Path corefile() {
        return folder.resolve("Corefile");
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 500);
            return socket.isConnected();
        }
    }

    private static void write(KubernetesClient admin, String name, Map<String, String> data) {
        ConfigMap configMap = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(data)
                .build();
        ConfigMap unused = admin.resource(configMap).createOr(NonDeletingOperation::update);
    }

    /** Does what a kubelet does for the two mounted ConfigMaps, at once instead of within a minute. */
    private final class Mount implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap configMap) {
            mount(configMap.getMetadata().getName(), configMap.getData());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap configMap) {
            mount(configMap.getMetadata().getName(), configMap.getData());
        }

        @Override
        public void onDelete(ConfigMap configMap, boolean stateUnknown) {
            if (configMap.getMetadata().getName().equals(CUSTOM)) {
                mount(CUSTOM, Map.of());
            }
        }

        private void mount(String name, @Nullable Map<String, String> data) {
            Map<String, String> files = Objects.requireNonNullElse(data, Map.of());
            if (name.equals(CONFIG_MAP)) {
                mounting.write(folder, files);
            } else if (name.equals(CUSTOM)) {
                mounting.write(folder.resolve("custom"), files);
            }
        }
    }
}
