package io.fairlead.doctor;

import io.fairlead.model.Credential;
import io.fairlead.model.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was gathered around the module.
 *
 * @param now by the clock of the module
 * @param architecture of the module's image, as Go calls it ({@code amd64})
 * @param settings what is wrong with the module's own settings, a line each
 * @param hub its hub; empty where the environment names none
 * @param cluster its cluster; empty where its settings or its kubeconfig cannot be read
 */
public record Facts(
        Instant now, String architecture, List<String> settings, Optional<Hub> hub, Optional<Cluster> cluster) {

    /** Copies the lines. */
    public Facts {
        settings = List.copyOf(settings);
    }

    /**
     * The hub, as far as it can be seen without a second connection of the module's name, which would end the first.
     *
     * @param host where the module connects to
     * @param port and at which port
     * @param throughEdgeHub whether that is edgeHub, and not IoT Hub itself
     * @param name why its name is not resolved
     * @param connection why there is no connection to the port
     * @param trust why its certificate is not trusted
     * @param token why the module gets no token to show
     */
    public record Hub(
            String host,
            int port,
            boolean throughEdgeHub,
            Optional<String> name,
            Optional<String> connection,
            Optional<String> trust,
            Optional<String> token) {}

    /**
     * The cluster.
     *
     * @param server the API server's URL
     * @param blind why it cannot be read
     * @param observed what it shows; empty where it cannot be read
     * @param credential what the module shows to it, where that has an end
     * @param clockAhead by how much the module's clock is ahead of the API server's
     * @param namespace the namespace of the ledger
     */
    public record Cluster(
            String server,
            Optional<String> blind,
            Optional<Observed> observed,
            Optional<Credential> credential,
            Optional<Duration> clockAhead,
            String namespace) {}
}
