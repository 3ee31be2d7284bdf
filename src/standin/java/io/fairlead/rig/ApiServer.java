package io.fairlead.rig;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rig's kube-apiserver: RBAC, no anonymous users, an audit log. Its port and its store stay the same when it is
 * stopped and started.
 */
public final class ApiServer {

    static final String SERVICE_IPS = "172.28.0.0/16";

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(70);

    private final RigBinaries binaries;
    private final ControlPlaneFiles files;
    private final int port;
    private final String etcdUrl;
    private @Nullable RigProcess process;
    private int starts;

    ApiServer(RigBinaries binaries, ControlPlaneFiles files, int port, String etcdUrl) {
        this.binaries = binaries;
        this.files = files;
        this.port = port;
        this.etcdUrl = etcdUrl;
    }

    /** The address clients use; it does not change. */
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** Starts it unless it runs, and waits until /readyz says ok. */
    public synchronized void start() {
        if (process != null && process.alive()) {
            return;
        }
        RigProcess started = RigProcess.start("kube-apiserver", command(), Map.of(), files.log("kube-apiserver"));
        process = started;
        starts++;
        Eventually.holds("the API server has a certificate", READY_WITHIN, () -> {
            started.requireAlive();
            return Files.isReadable(files.authority());
        });
        try (KubernetesClient client = access(files.adminToken()).client()) {
            Eventually.holds("the API server is ready, see " + files.log("kube-apiserver"), READY_WITHIN, () -> {
                started.requireAlive();
                return "ok".equals(client.raw("/readyz"));
            });
        }
    }

    /** Asks it to end (SIGTERM), as on an upgrade: requests under way are answered first. */
    public synchronized void stop() {
        if (process != null) {
            process.terminate(STOPPED_WITHIN);
        }
    }

    /** Ends it without asking (SIGKILL), as a crash or a loss of power does. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** How often it was started. */
    synchronized int starts() {
        return starts;
    }

    /** Resident memory in kB; 0 when it does not run. */
    public synchronized long residentKb() {
        return process == null ? 0 : process.residentKb();
    }

    ClusterAccess access(String token) {
        return new ClusterAccess(url(), files.authority(), token);
    }

    /** The authority that a client has to trust. */
    public Path authority() {
        return files.authority();
    }

    /** A kubeconfig in which the user {@code fairlead} presents a client certificate. */
    public String kubeconfig(String commonName, Instant from, Instant until) {
        try {
            return files.clients().client(commonName, from, until).kubeconfig(url(), Files.readString(authority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        return List.of(
                binaries.apiServer().toString(),
                "--etcd-servers=" + etcdUrl,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                // A loopback address cannot be an endpoint of the Service "kubernetes".
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + files.certificates(),
                "--authorization-mode=RBAC",
                "--anonymous-auth=false",
                "--token-auth-file=" + files.tokens(),
                "--client-ca-file=" + files.clientAuthority(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-cluster-ip-range=" + SERVICE_IPS,
                "--audit-policy-file=" + files.auditPolicy(),
                "--audit-log-path=" + files.auditLog(),
                "--audit-log-maxsize=10000",
                // Otherwise open watches hold up the end for a minute.
                "--shutdown-watch-termination-grace-period=2s",
                "--profiling=false");
    }
}
