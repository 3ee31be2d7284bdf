package io.fairlead.standin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The two users of the stand-in, the module and an administrator, with their tokens and kubeconfigs. */
final class Users {
    /** The module's service account, as RBAC names it. */
    static final String MODULE = "system:serviceaccount:fairlead:fairlead";

    static final String ADMIN = "admin";

    private final String moduleToken = UUID.randomUUID().toString();
    private final String adminToken = UUID.randomUUID().toString();

    /** The user behind an Authorization header; empty where there is none. */
    Optional<String> of(String authorization) {
        if (authorization.equals("Bearer " + moduleToken)) {
            return Optional.of(MODULE);
        }
        return authorization.equals("Bearer " + adminToken) ? Optional.of(ADMIN) : Optional.empty();
    }

    /** Writes {@code kubeconfig} and {@code admin.kubeconfig} into a folder. */
    void writeKubeconfigs(Path folder, String url, String caPem) {
        write(folder.resolve("kubeconfig"), kubeconfig(url, caPem, "fairlead", moduleToken));
        write(folder.resolve("admin.kubeconfig"), kubeconfig(url, caPem, "admin", adminToken));
    }

    private static String kubeconfig(String url, String caPem, String user, String token) {
        String ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: stand-in
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: stand-in
                  context:
                    cluster: stand-in
                    user: %s
                    namespace: default
                current-context: stand-in
                """.formatted(url, ca, user, token, user);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
