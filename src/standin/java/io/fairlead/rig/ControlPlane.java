package io.fairlead.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** etcd, API server and controller manager, started in this order, on ports of their own. */
record ControlPlane(ApiServer apiServer, RigProcess etcd, ControllerManager controllerManager) {

    static final String POD_IPS = "172.27.0.0/16";

    private static final Duration ETCD_WITHIN = Duration.ofSeconds(90);

    static ControlPlane start(RigBinaries binaries, ControlPlaneFiles files, FreePorts ports) {
        int etcdPort = ports.next();
        RigProcess etcd = startEtcd(binaries, files, etcdPort, ports.next());
        ApiServer apiServer = new ApiServer(binaries, files, ports.next(), "http://127.0.0.1:" + etcdPort);
        apiServer.start();
        ControllerManager controllerManager = new ControllerManager(binaries, files, apiServer, ports.next());
        controllerManager.restart();
        return new ControlPlane(apiServer, etcd, controllerManager);
    }

    private static RigProcess startEtcd(RigBinaries binaries, ControlPlaneFiles files, int port, int peerPort) {
        String url = "http://127.0.0.1:" + port;
        String peerUrl = "http://127.0.0.1:" + peerPort;
        RigProcess etcd = RigProcess.start(
                "etcd",
                List.of(
                        binaries.etcd().toString(),
                        "--data-dir=" + files.folder().resolve("etcd"),
                        "--listen-client-urls=" + url,
                        "--advertise-client-urls=" + url,
                        "--listen-peer-urls=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl,
                        "--initial-cluster=default=" + peerUrl,
                        "--log-level=warn",
                        // The store is thrown away with the test run.
                        "--unsafe-no-fsync"),
                Map.of(),
                files.log("etcd"));
        Eventually.holds("etcd listens, see " + files.log("etcd"), ETCD_WITHIN, () -> {
            etcd.requireAlive();
            return listens(port);
        });
        return etcd;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
