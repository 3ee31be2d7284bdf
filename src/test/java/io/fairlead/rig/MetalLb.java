package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    private final RigBinaries binaries;
    private final Path kubeconfig;
    private final Path log;
    private final int healthPort;
    private @Nullable RigProcess process;

    MetalLb(RigBinaries binaries, Path kubeconfig, Path log, int healthPort) {
        this.binaries = binaries;
        this.kubeconfig = kubeconfig;
        this.log = log;
        this.healthPort = healthPort;
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

    /** Stops and starts the controller: what it knew only in memory is gone. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Resident memory in kB; 0 when it does not run. */
    public synchronized long residentKb() {
        return process == null ? 0 : process.residentKb();
    }

    /** Applies MetalLB's namespace, CRDs and Roles, and the pod that the controller takes for its own. */
    static void install(RigBinaries binaries, KubernetesClient admin) {
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
        Eventually.holds(
                "MetalLB's kinds are served",
                READY_WITHIN,
                () -> objects.stream()
                        .filter(object -> object.getKind().equals("CustomResourceDefinition"))
                        .allMatch(crd -> established(admin, crd.getMetadata().getName())));
    }

    private static boolean established(KubernetesClient admin, String crd) {
        return admin
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(crd)
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
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
        return List.of(
                binaries.metalLb().toString(),
                "--kubeconfig=" + kubeconfig,
                "--namespace=" + NAMESPACE,
                "--pod-name=" + POD,
                "--webhook-mode=disabled",
                "--port=0",
                // Listens on every interface, which MetalLB does not let one change; it answers only "ok".
                "--health-probe-port=" + healthPort,
                "--log-level=info");
    }

    private boolean ready() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + healthPort + "/readyz").toURL().openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(1000);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
