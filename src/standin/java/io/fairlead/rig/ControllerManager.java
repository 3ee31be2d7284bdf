package io.fairlead.rig;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rig's kube-controller-manager. */
final class ControllerManager {

    private final RigBinaries binaries;
    private final ControlPlaneFiles files;
    private final ApiServer apiServer;
    private final int port;
    private @Nullable RigProcess process;

    ControllerManager(RigBinaries binaries, ControlPlaneFiles files, ApiServer apiServer, int port) {
        this.binaries = binaries;
        this.files = files;
        this.apiServer = apiServer;
        this.port = port;
    }

    /** Starts it, after the end of the one that runs; its controllers begin a few seconds later. */
    synchronized void restart() {
        if (process != null) {
            process.terminate(Duration.ofSeconds(30));
        }
        String kubeconfig = apiServer
                .access(files.managerToken())
                .writeTo(files.kubeconfig("controller-manager"))
                .toString();
        process = RigProcess.start(
                "kube-controller-manager", command(kubeconfig), Map.of(), files.log("kube-controller-manager"));
    }

    /** Resident memory in kB; 0 when it does not run. */
    synchronized long residentKb() {
        return process == null ? 0 : process.residentKb();
    }

    private List<String> command(String kubeconfig) {
        return List.of(
                binaries.controllerManager().toString(),
                "--kubeconfig=" + kubeconfig,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--leader-elect=false",
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--root-ca-file=" + files.authority(),
                "--cluster-cidr=" + ControlPlane.POD_IPS,
                "--service-cluster-ip-range=" + ApiServer.SERVICE_IPS,
                "--allocate-node-cidrs",
                // client-go's defaults (20 calls a second) would be what a test measures.
                "--kube-api-qps=300",
                "--kube-api-burst=600",
                "--concurrent-deployment-syncs=10",
                "--concurrent-replicaset-syncs=10",
                "--concurrent-namespace-syncs=20",
                // A machine that stood still for a minute must not lose its nodes.
                "--node-monitor-grace-period=2m",
                "--profiling=false");
    }
}
