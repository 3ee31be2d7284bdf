package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.rig.ClusterAccess;
import io.fairlead.rig.ControlPlaneFiles;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.RigProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * etcd, API server, controller manager and scheduler in a namespace of their own on the LAN, with the settings that devices
 * have: Node and RBAC authorization, webhooks called, 50 s of grace for a node that is silent.
 */
final class NodeControlPlane {

    static final String SERVICE_IPS = "172.28.0.0/16";
    static final String API_IP = "172.28.0.1";

    private static final Duration UP_WITHIN = Duration.ofSeconds(90);
    private static final String SERVER = "https://" + Lan.CONTROL_PLANE + ":6443";

    private final NodeParts parts;
    private final ControlPlaneFiles files;
    private final Pki pki;
    private final Netns place;
    private final Path certificate;
    private final Path kubeletClient;
    private final RigProcess etcd;
    private @Nullable RigProcess apiServer;

    /** Starts all but the controllers, and waits until the API server is ready. */
    NodeControlPlane(NodeParts parts, ControlPlaneFiles files, Netns place) {
        this.parts = parts;
        this.files = files;
        this.place = place;
        pki = new Pki(files.folder().resolve("pki"), SERVER);
        certificate = pki.server(
                "kube-apiserver",
                List.of(Lan.CONTROL_PLANE, API_IP, "kubernetes", "kubernetes.default", "kubernetes.default.svc"));
        kubeletClient = pki.client("apiserver-kubelet", "kube-apiserver-kubelet", List.of("system:masters"));
        etcd = start("etcd", etcdCommand());
        startApiServer();
    }

    Pki pki() {
        return pki;
    }

    ClusterAccess adminAccess() {
        return new ClusterAccess(SERVER, pki.caFile(), files.adminToken());
    }

    /** The controller manager and the scheduler. */
    void startControllers() {
        RigProcess unusedManager = start("kube-controller-manager", managerCommand());
        RigProcess unusedScheduler = start(
                "kube-scheduler",
                List.of(
                        parts.scheduler().toString(),
                        "--kubeconfig=" + kubeconfig("scheduler", "system:kube-scheduler"),
                        "--authentication-kubeconfig=" + kubeconfig("scheduler", "system:kube-scheduler"),
                        "--authorization-kubeconfig=" + kubeconfig("scheduler", "system:kube-scheduler"),
                        "--leader-elect=false"));
    }

    /** Starts the API server unless it runs, and waits until it says it is ready. */
    synchronized void startApiServer() {
        if (apiServer != null && apiServer.alive()) {
            return;
        }
        RigProcess started = start("kube-apiserver", apiServerCommand());
        apiServer = started;
        try (KubernetesClient client = adminAccess().client()) {
            Eventually.holds("the API server is ready, see " + files.log("kube-apiserver"), UP_WITHIN, () -> {
                etcd.requireAlive();
                started.requireAlive();
                return "ok".equals(client.raw("/readyz"));
            });
        }
    }

    /** Ends the API server as a loss of power does; everything else goes on. */
    synchronized void killApiServer() {
        if (apiServer != null) {
            apiServer.kill();
        }
    }

    private RigProcess start(String name, List<String> command) {
        return RigProcess.start(name, place.enter(command), Map.of(), files.log(name));
    }

    private Path kubeconfig(String name, String user) {
        return pki.kubeconfig(files.kubeconfig(name), user, List.of());
    }

    private List<String> etcdCommand() {
        return List.of(
                parts.common().etcd().toString(),
                "--data-dir=" + files.folder().resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:2379",
                "--advertise-client-urls=http://127.0.0.1:2379",
                "--listen-peer-urls=http://127.0.0.1:2380",
                "--initial-advertise-peer-urls=http://127.0.0.1:2380",
                "--initial-cluster=default=http://127.0.0.1:2380",
                "--log-level=warn",
                // The store is thrown away with the test run.
                "--unsafe-no-fsync");
    }

    private List<String> apiServerCommand() {
        return new ArrayList<>(List.of(
                parts.common().apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:2379",
                "--advertise-address=" + Lan.CONTROL_PLANE,
                "--secure-port=6443",
                "--cert-dir=" + files.certificates(),
                "--tls-cert-file=" + certificate,
                "--tls-private-key-file=" + key(certificate),
                "--client-ca-file=" + pki.caFile(),
                "--authorization-mode=Node,RBAC",
                "--token-auth-file=" + files.tokens(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-cluster-ip-range=" + SERVICE_IPS,
                "--kubelet-client-certificate=" + kubeletClient,
                "--kubelet-client-key=" + key(kubeletClient),
                "--kubelet-preferred-address-types=InternalIP",
                // MetalLB's webhook is reached at its pod: no kube-proxy runs here.
                "--enable-aggregator-routing=true",
                "--audit-policy-file=" + files.auditPolicy(),
                "--audit-log-path=" + files.auditLog(),
                "--audit-log-maxsize=10000",
                "--shutdown-watch-termination-grace-period=2s",
                "--profiling=false"));
    }

    private List<String> managerCommand() {
        return List.of(
                parts.common().controllerManager().toString(),
                "--kubeconfig=" + kubeconfig("controller-manager", ControlPlaneFiles.MANAGER_USER),
                "--leader-elect=false",
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--root-ca-file=" + pki.caFile(),
                "--cluster-cidr=" + WholeNode.PODS,
                "--service-cluster-ip-range=" + SERVICE_IPS,
                "--allocate-node-cidrs=false",
                "--profiling=false");
    }

    private static String key(Path certificate) {
        return certificate.toString().replaceAll("\\.pem$", ".key");
    }
}
