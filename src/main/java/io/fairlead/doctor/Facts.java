package io.fairlead.doctor;

import io.fairlead.model.Credential;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The facts about the module's environment.
 *
 * @param now the time by the module's clock
 * @param architecture the architecture of the module's image, in Go's spelling ({@code amd64})
 * @param settings the errors in the module's own settings, a line each
 * @param hub its hub; empty if the environment names none
 * @param cluster its cluster; empty if its settings cannot be read
 */
public record Facts(
        Instant now, String architecture, List<String> settings, Optional<Hub> hub, Optional<Cluster> cluster) {

    /** Copies the lines. */
    public Facts {
        settings = List.copyOf(settings);
    }

    /**
     * The hub, checked without a second connection under the module's name, which would end the first.
     *
     * @param host the host that the module connects to
     * @param port the port that it connects to
     * @param throughEdgeHub whether the host is edgeHub, and not IoT Hub itself
     * @param proxy the proxy on the way to it, {@code host:port}; empty if there is none
     * @param name why its name cannot be resolved; a proxy resolves it itself
     * @param connection why no connection to the port can be made
     * @param trust why its certificate is not trusted
     * @param token why the module cannot get a token
     */
    public record Hub(
            String host,
            int port,
            boolean throughEdgeHub,
            Optional<String> proxy,
            Optional<String> name,
            Optional<String> connection,
            Optional<String> trust,
            Optional<String> token) {}

    /**
     * The cluster.
     *
     * @param server the API server's URL
     * @param kubeconfig why the kubeconfig cannot be read
     * @param blind why the cluster cannot be read
     * @param observed the observation; empty if it cannot be read
     * @param credential the credential that the module presents, if it expires
     * @param clockAhead how far the module's clock is ahead of the API server's
     * @param namespace the namespace of the ledger
     */
    public record Cluster(
            String server,
            Optional<String> kubeconfig,
            Optional<Problem> blind,
            Optional<Observed> observed,
            Optional<Credential> credential,
            Optional<Duration> clockAhead,
            String namespace) {}
}
