package io.fairlead.rig;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Where the API server is, what it is trusted by, and the token of one user. */
public record ClusterAccess(String server, Path authority, String token) {

    /** Writes a kubeconfig that names no other file, readable by its owner only. */
    public Path writeTo(Path kubeconfig) {
        try {
            String ca = Base64.getEncoder().encodeToString(Files.readAllBytes(authority));
            Files.createDirectories(kubeconfig.getParent());
            Files.deleteIfExists(kubeconfig);
            Files.createFile(kubeconfig, OwnerOnly.FILE);
            return Files.writeString(kubeconfig, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: rig, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                    users: [{name: user, user: {token: "%s"}}]
                    contexts: [{name: rig, context: {cluster: rig, user: user}}]
                    current-context: rig
                    """.formatted(server, ca, token), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that does not hide an error by trying again; only its watches do, every few seconds at most. */
    public KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server)
                .withCaCertFile(authority.toString())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(100)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
