package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cluster that the tests of one JVM share: a real control plane and MetalLB controller, two nodes without kubelets,
 * pods made ready by {@link KubeletStandIn}. There are two, one a {@link Regime}. Tests keep apart by namespaces and
 * address ranges of their own. Logs and files are in {@code target/rig} (system property {@code rig.dir}) and
 * {@code target/rig-old}; everything ends with the JVM.
 */
public final class RigCluster {

    private static final List<String> METALLB_KINDS =
            List.of("IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPPeer", "BFDProfile");
    private static final String METALLB_CONFIG = "config";
    private static final Set<String> CALICO_KINDS = Set.of(
            "ippools.crd.projectcalico.org",
            "ipamblocks.crd.projectcalico.org",
            "blockaffinities.crd.projectcalico.org",
            "ipreservations.crd.projectcalico.org");
    private static final Duration CLEAN_WITHIN = Duration.ofSeconds(60);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private static final Map<Regime, RigCluster> STARTED = new EnumMap<>(Regime.class);
    private static final Map<Regime, String> FAILED = new EnumMap<>(Regime.class);

    private final Regime regime;

    private final ControlPlaneFiles files;
    private final FreePorts ports = new FreePorts();
    private final ControlPlane controlPlane;
    private final KubernetesClient admin;
    private final Path adminKubeconfig;
    private final RigBinaries binaries;
    private final MetalLb metalLb;
    private final KubeletStandIn kubelet;
    private final AuditLog audit;
    private int caughtUp = 1;

    private RigCluster(Regime regime, RigBinaries binaries) {
        this.regime = regime;
        this.binaries = binaries;
        files = ControlPlaneFiles.create(folder(regime));
        controlPlane = ControlPlane.start(binaries, files, ports);
        ApiServer apiServer = controlPlane.apiServer();
        ClusterAccess adminAccess = apiServer.access(files.adminToken());
        admin = adminAccess.client();
        adminKubeconfig = adminAccess.writeTo(files.kubeconfig("admin"));
        audit = new AuditLog(files.auditLog(), admin);
        addNode("node-a", "10.126.75.200");
        addNode("node-b", "10.126.75.201");
        kubelet = KubeletStandIn.start(apiServer.access(files.kubeletToken()).client());
        installCalicosKinds();
        MetalLb.install(binaries, admin);
        Path metalLbKubeconfig = apiServer
                .access(ModuleIdentity.token(admin, MetalLb.NAMESPACE, "controller"))
                .writeTo(files.kubeconfig("metallb"));
        metalLb = new MetalLb(regime, binaries, metalLbKubeconfig, files.log("metallb-controller"), ports.next());
        metalLb.start();
    }

    /**
     * The cluster of this JVM with the newest Kubernetes and MetalLB's CRDs, started at the first call (about ten
     * seconds on two cores).
     *
     * @throws IllegalStateException when it did not start, at every call alike
     */
    public static RigCluster shared() {
        return of(Regime.CRD);
    }

    /**
     * The same with an older Kubernetes and MetalLB's ConfigMap; MetalLB's CRDs are not served.
     *
     * @throws IllegalStateException when it did not start, at every call alike
     */
    public static RigCluster old() {
        return of(Regime.CONFIG_MAP);
    }

    static synchronized RigCluster of(Regime regime) {
        String failure = FAILED.get(regime);
        if (failure != null) {
            throw new IllegalStateException("the rig did not start: " + failure);
        }
        RigCluster cluster = STARTED.get(regime);
        if (cluster == null) {
            try {
                cluster = start(regime);
                STARTED.put(regime, cluster);
            } catch (RuntimeException | Error e) {
                FAILED.put(regime, e.toString());
                throw e;
            }
        }
        return cluster;
    }

    /** {@link #catchUp} of every cluster that was started. */
    static synchronized void allCatchUp() {
        STARTED.values().forEach(RigCluster::catchUp);
    }

    private static RigCluster start(Regime regime) {
        long begun = System.nanoTime();
        int left = Reaper.reap();
        if (left > 0) {
            System.err.println("rig: ended " + left + " processes that a killed JVM had left behind");
        }
        RigCluster cluster = new RigCluster(
                regime,
                RigBinaries.find(regime)
                        .orElseThrow(
                                () -> new IllegalStateException("the rig's parts are missing; run rig/provision")));
        System.err.printf(
                "rig: up in %.1f s, %d MB resident, logs in %s%n",
                (System.nanoTime() - begun) / 1e9,
                cluster.residentKb().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        / 1024,
                cluster.files.folder());
        return cluster;
    }

    /** Which of the two clusters this is. */
    public Regime regime() {
        return regime;
    }

    /** A client of a cluster administrator ({@code rig-admin}); it does not try again by itself. */
    public KubernetesClient admin() {
        return admin;
    }

    /** A kubeconfig of the same administrator. */
    public Path adminKubeconfig() {
        return adminKubeconfig;
    }

    /** The executables the cluster was started from; kubectl among them. */
    public RigBinaries binaries() {
        return binaries;
    }

    /** The API server, to be stopped and started. */
    public ApiServer apiServer() {
        return controlPlane.apiServer();
    }

    /**
     * Ends an outage of the API server for good: the watches of the controllers and of MetalLB would back off for up to a
     * minute after it, so they are restarted. Does nothing where there was no outage since the last call.
     */
    public synchronized void catchUp() {
        apiServer().start();
        int starts = apiServer().starts();
        if (starts != caughtUp) {
            caughtUp = starts;
            controlPlane.controllerManager().restart();
            metalLb.restart();
        }
    }

    /** MetalLB's controller, to be stopped and started. */
    public MetalLb metalLb() {
        return metalLb;
    }

    /**
     * Starts the cluster's DNS on this Corefile: a test that needs it starts its own and closes it.
     *
     * @see CoreDns
     */
    public CoreDns startCoreDns(String corefile) {
        return CoreDns.start(this, files, ports, corefile);
    }

    /** What makes pods ready, to be told to let some fail. */
    public KubeletStandIn kubelet() {
        return kubelet;
    }

    /** The calls made to the API server. */
    public AuditLog audit() {
        return audit;
    }

    /** Makes a namespace of this name with a number appended, so that no two tests and no two runs of one share any. */
    public String createNamespace(String prefix) {
        String name = prefix.toLowerCase(Locale.ROOT) + "-" + NAMESPACES.incrementAndGet();
        Namespace namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
        Namespace unused = admin.resource(namespace).create();
        return name;
    }

    /** Asks for the namespace's deletion and does not wait: its pods, Services and their addresses go soon after. */
    public void deleteNamespace(String name) {
        admin.namespaces().withName(name).delete();
    }

    /**
     * A kubeconfig for the service account, which is made with the rights of {@code module/rbac/*.yaml} for a module in
     * {@code namespace} with its apps in {@code appsNamespace}. Its user name in the audit log is {@link #user}.
     */
    public Path moduleKubeconfig(String namespace, String appsNamespace, String serviceAccount) {
        return moduleKubeconfig(
                namespace,
                appsNamespace,
                serviceAccount,
                RigBinaries.projectFolder().resolve("module/rbac"));
    }

    /** The same with the rights of the {@code *.yaml} in another folder. */
    Path moduleKubeconfig(String namespace, String appsNamespace, String serviceAccount, Path rights) {
        String token = new ModuleIdentity(admin, namespace, appsNamespace, serviceAccount).create(rights);
        return apiServer().access(token).writeTo(files.kubeconfig(namespace + "-" + serviceAccount));
    }

    /** The name a service account has as a user. */
    public static String user(String namespace, String serviceAccount) {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount;
    }

    /** Adds a ready node without a kubelet. */
    public void addNode(String name, String internalIp) {
        String now = Instant.now().toString();
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .withNewStatus()
                .addNewAddress(internalIp, "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .addToCapacity("pods", new Quantity("1000"))
                .addToAllocatable("pods", new Quantity("1000"))
                .endStatus()
                .build();
        Node unused = admin.resource(node).create();
    }

    /** Removes a node; its pods are collected by the controller manager later. */
    public void removeNode(String name) {
        admin.nodes().withName(name).delete();
    }

    /** Makes a Service of type LoadBalancer on port 80 that selects no pods and asks for no address. */
    public Service createLoadBalancer(String namespace, String name) {
        return admin.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    /** Takes away all of MetalLB's configuration, whoever made it, and waits until it is gone. */
    public void cleanNetwork() {
        switch (regime) {
            case CRD -> deletePools();
            case CONFIG_MAP -> {
                configureMetalLb("");
                metalLb.restart(); // It refuses the empty text, and goes on with the last, while a Service is left.
            }
        }
    }

    /** Writes the text that MetalLB reads in the ConfigMap regime. */
    public void configureMetalLb(String text) {
        ConfigMap config = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(METALLB_CONFIG)
                .withNamespace(MetalLb.NAMESPACE)
                .endMetadata()
                .addToData(METALLB_CONFIG, text)
                .build();
        ConfigMap unused = admin.resource(config).createOr(NonDeletingOperation::update);
    }

    /** The text that MetalLB reads in the ConfigMap regime. */
    public String metalLbConfiguration() {
        Map<String, String> data = admin.configMaps()
                .inNamespace(MetalLb.NAMESPACE)
                .withName(METALLB_CONFIG)
                .require()
                .getData();
        return Objects.requireNonNull(data.get(METALLB_CONFIG));
    }

    private void deletePools() {
        for (String kind : METALLB_KINDS) {
            metalLbObjects(kind).inNamespace(MetalLb.NAMESPACE).delete();
        }
        Eventually.holds(
                "MetalLB's pools and advertisements are gone",
                CLEAN_WITHIN,
                () -> METALLB_KINDS.stream()
                        .allMatch(kind -> metalLbObjects(kind)
                                .inNamespace(MetalLb.NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty()));
    }

    /** Calico's kinds of IP address management are served as on a device; nothing of Calico runs. */
    private void installCalicosKinds() {
        List<GenericKubernetesResource> kinds = Manifests.read(binaries.calicoCrds()).stream()
                .filter(crd -> CALICO_KINDS.contains(crd.getMetadata().getName()))
                .toList();
        kinds.forEach(crd -> Manifests.apply(admin, crd));
        Manifests.awaitServed(admin, kinds);
    }

    /** Resident memory in kB by process, for reports. */
    public Map<String, Long> residentKb() {
        return Map.of(
                "etcd", controlPlane.etcd().residentKb(),
                "kube-apiserver", apiServer().residentKb(),
                "kube-controller-manager", controlPlane.controllerManager().residentKb(),
                "metallb-controller", metalLb.residentKb());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            metalLbObjects(String kind) {
        return admin.genericKubernetesResources("metallb.io/v1beta1", kind);
    }

    /** {@code target/rig} or {@code target/rig-old}, or one beside it while another living JVM uses that. */
    private static Path folder(Regime regime) {
        Path first = Path.of(System.getProperty(
                "rig.dir", RigBinaries.projectFolder().resolve("target/rig").toString()));
        Path folder = regime == Regime.CRD ? first : first.resolveSibling(first.getFileName() + "-old");
        ProcStat self = ProcStat.self();
        Path owner = folder.resolveSibling(folder.getFileName() + ".owner");
        if (!ProcStat.read(owner).filter(ProcStat::alive).map(self::equals).orElse(true)) {
            return folder.resolveSibling(folder.getFileName() + "-" + self.pid());
        }
        try {
            Files.createDirectories(folder);
            Files.copy(Path.of("/proc/self/stat"), owner, StandardCopyOption.REPLACE_EXISTING);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
