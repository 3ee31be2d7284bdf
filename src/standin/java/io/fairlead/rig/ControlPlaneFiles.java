package io.fairlead.rig;

import io.fairlead.standin.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rig's folder with the files the control plane starts from: tokens, the service account key, the audit policy, and the
 * authority that client certificates are issued by.
 */
public record ControlPlaneFiles(
        Path folder, String adminToken, String managerToken, String kubeletToken, Certificates clients) {

    public static final String KUBELET_USER = "rig-kubelet";
    public static final String MANAGER_USER = "system:kube-controller-manager";

    /** Empties the folder and writes fresh files into it. */
    public static ControlPlaneFiles create(Path folder) {
        ControlPlaneFiles files = new ControlPlaneFiles(
                folder.toAbsolutePath(), token(), token(), token(), Certificates.authority("rig-clients"));
        try {
            empty(folder);
            Files.createDirectories(folder);
            write(files.tokens(), files.tokenLines());
            write(files.serviceAccountKey(), newKey());
            write(files.auditPolicy(), auditRules());
            write(files.clientAuthority(), files.clients().caPem());
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path tokens() {
        return folder.resolve("tokens.csv");
    }

    public Path serviceAccountKey() {
        return folder.resolve("service-account.key");
    }

    public Path clientAuthority() {
        return folder.resolve("clients.pem");
    }

    public Path auditPolicy() {
        return folder.resolve("audit-policy.yaml");
    }

    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    public Path log(String process) {
        return folder.resolve(process + ".log");
    }

    public Path kubeconfig(String user) {
        return folder.resolve("kubeconfigs").resolve(user);
    }

    /** Where the API server puts the certificate it signs itself. */
    public Path certificates() {
        return folder.resolve("certificates");
    }

    public Path authority() {
        return certificates().resolve("apiserver.crt");
    }

    /** Everybody's calls but those of the cluster's own parts. */
    private static String auditRules() {
        return """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived]
                rules:
                - level: None
                  users: ["%s", "system:apiserver", "%s"]
                - level: None
                  userGroups: ["system:serviceaccounts:kube-system"]
                - level: Metadata
                """.formatted(KUBELET_USER, MANAGER_USER);
    }

    private String tokenLines() {
        return String.join(
                "\n",
                adminToken + ",rig-admin,1,\"system:masters\"",
                managerToken + "," + MANAGER_USER + ",2",
                kubeletToken + "," + KUBELET_USER + ",3,\"system:masters\"",
                "");
    }

    private static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static String token() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createFile(file, OwnerOnly.FILE);
        Files.writeString(file, text);
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> content;
        try (Stream<Path> files = Files.walk(folder)) {
            content = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : content) {
            Files.delete(file);
        }
    }
}
