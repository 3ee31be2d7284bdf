package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MetalLB's controller with its own manifests and Roles, run as its own service account. Its webhooks are off: a bad
 * pool is accepted by the API server and refused by the controller later, where a cluster with webhooks would refuse
 * the write. There is no speaker, so nothing is announced.
 */
public final class MetalLb {

    /** The namespace of the controller and of its pools. */
    public static final String NAMESPACE = "metallb-system";

    private static final String POD = "controller";
    private static final Set<String> KINDS = Set.of(
            "Namespace",
            "CustomResourceDefinition",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ClusterRole",
            "ClusterRoleBinding");
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Regime regime;
    private final RigBinaries binaries;
    private final Path kubeconfig;
    private final Path log;
    private final int port;
    private @Nullable RigProcess process;

    MetalLb(Regime regime, RigBinaries binaries, Path kubeconfig, Path log, int port) {
        this.regime = regime;
        this.binaries = binaries;
        this.kubeconfig = kubeconfig;
        this.log = log;
        this.port = port;
    }

    /** Starts the controller unless it runs, and waits until it says it is ready. */
    public synchronized void start() {
        if (process != null && process.alive()) {
            return;
        }
        RigProcess started = RigProcess.start("metallb-controller", command(), Map.of(), log);
        process = started;
        Eventually.holds("MetalLB's controller is ready, see " + log, READY_WITHIN, () -> {
            started.requireAlive();
            return ready();
        });
    }

    /** Asks the controller to end, as when its pod is moved. Addresses given out stay in the Services. */
    public synchronized void stop() {
        if (process != null) {
            process.terminate(Duration.ofSeconds(30));
        }
    }

    /** Ends the controller without asking, as a power cut would. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops and starts the controller: what it knew only in memory is gone. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Resident memory in kB; 0 when it does not run. */
    public synchronized long residentKb() {
        return process == null ? 0 : process.residentKb();
    }

    /**
     * Whether the controller refused the configuration it read last, as its metric says; of the ConfigMap regime.
     * What it refused lives on in the ConfigMap, and is taken after a restart.
     */
    public boolean stale() throws IOException {
        // Its help text begins with the same words.
        return get("/metrics").lines().anyMatch("metallb_k8s_client_config_stale_bool 1"::equals);
    }

    /** Makes MetalLB's namespace, CRDs and Roles, and the pod that the controller takes for its own. */
    static void install(RigBinaries binaries, KubernetesClient admin) {
        Namespace unusedNamespace = admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        List<GenericKubernetesResource> objects = Manifests.read(binaries.metalLbManifests()).stream()
                .filter(object -> KINDS.contains(object.getKind()))
                .toList();
        for (GenericKubernetesResource object : objects) {
            if (object.getKind().equals("CustomResourceDefinition")
                    && object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec) {
                // BGPPeer's is converted by the webhook that does not run here.
                spec.remove("conversion");
            }
            Manifests.apply(admin, object);
        }
        Pod unused = admin.resource(ownPod()).create();
        Manifests.awaitServed(admin, objects);
    }

    /** Since 0.15 the controller reads its own pod, to own the ConfigurationState it writes. */
    private static Pod ownPod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName(POD)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName("controller")
                .addNewContainer()
                .withName("controller")
                .withImage("controller.rig")
                .endContainer()
                .endSpec()
                .build();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                binaries.metalLb().toString(),
                "--kubeconfig=" + kubeconfig,
                "--namespace=" + NAMESPACE,
                "--log-level=info"));
        // Either port is open on every interface, which MetalLB does not let one change.
        command.addAll(
                switch (regime) {
                    case CRD ->
                        List.of(
                                "--pod-name=" + POD,
                                "--webhook-mode=disabled",
                                "--port=0",
                                "--health-probe-port=" + port);
                    case CONFIG_MAP -> List.of("--port=" + port);
                });
        return command;
    }

    private boolean ready() throws IOException {
        return switch (regime) {
            case CRD -> get("/readyz").equals("ok");
            // It has begun to work off what its watches brought.
            case CONFIG_MAP ->
                get("/metrics").lines().anyMatch(line -> line.matches("metallb_k8s_client_updates_total [1-9].*"));
        };
    }

    private String get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(1000);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
