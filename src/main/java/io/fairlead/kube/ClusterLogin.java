package io.fairlead.kube;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Utils;
import io.fairlead.model.Credential;
import io.fairlead.model.Digest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of the API server and the user: from the kubeconfig and the files that it names, or from the pod's service
 * account, whose token fabric8 renews by itself.
 *
 * @param config the configuration of fabric8's client
 * @param unknown the message if the API server does not accept the credential although it has not expired
 * @param credential the credential that expires first, if any expires
 * @param digest the digest of all that was read, to detect a change
 */
record ClusterLogin(Config config, String unknown, Optional<Credential> credential, Digest digest) {

    /** Reads the login. */
    static ClusterLogin of(Optional<Path> kubeconfig) throws IOException {
        if (kubeconfig.isEmpty()) {
            return ofThePod();
        }
        Path file = kubeconfig.get();
        try {
            String text = Files.readString(file);
            Config config = Config.fromKubeconfig(file.toFile());
            if (config.getCurrentContext() == null) {
                throw new IOException("it has no current context"); // For example, it is being written.
            }
            if (config.getMasterUrl() == null) {
                throw new IOException("its cluster has no server");
            }
            NamedAuthInfo user = user(text, config);
            AuthInfo auth = user.getUser() == null ? new AuthInfo() : user.getUser();
            Optional<String> tokenFile = Optional.ofNullable(auth.getTokenFile());
            if (tokenFile.isPresent()) {
                config.setOauthToken(read(file, tokenFile.get()).strip()); // fabric8 does not read it.
            }
            requireHeader(tokenFile.isPresent() ? config.getOauthToken() : auth.getToken());
            Optional<String> certificate = certificate(file, auth);
            Optional<String> token = tokenFile.isPresent()
                    ? Optional.empty() // The writer of the file renews it.
                    : Optional.ofNullable(auth.getToken());
            Optional<Credential> credential = Stream.concat(
                            certificate
                                    .flatMap(
                                            pem -> CredentialReader.ofCertificate(pem, user.getName(), file.toString()))
                                    .stream(),
                            token
                                    .flatMap(
                                            bearer -> CredentialReader.ofToken(bearer, user.getName(), file.toString()))
                                    .stream())
                    .min(Comparator.comparing(Credential::until));
            String unknown = "the API server does not accept the credential of user " + user.getName() + " in " + file
                    + ": it was withdrawn, or belongs to another cluster; " + Credential.renewal(user.getName());
            return new ClusterLogin(config, unknown, credential, Digest.of(text + files(file, config, tokenFile)));
        } catch (IOException | RuntimeException unreadable) {
            throw new IOException("kubeconfig " + file + " cannot be read: " + reason(unreadable));
        }
    }

    /** Elsewhere than in a pod fabric8 would use the kubeconfig in the home folder of whoever started the process. */
    private static ClusterLogin ofThePod() throws IOException {
        if (Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_SERVICE_HOST_PROPERTY, "")
                .isEmpty()) {
            throw new IOException(
                    "KUBECONFIG is not set, and this is no pod, for KUBERNETES_SERVICE_HOST is not set either");
        }
        return new ClusterLogin(
                Config.autoConfigure(null),
                "the API server does not accept the token of the pod's service account: the account was deleted, and perhaps"
                        + " made again; delete the pod, so that it gets a new token",
                Optional.empty(),
                Digest.of(""));
    }

    /** Refuses a token that the HTTP client would refuse with a message that contains it. */
    private static void requireHeader(@Nullable String token) throws IOException {
        if (token != null && !token.matches("[!-~]*")) {
            throw new IOException(
                    "its token has a line break or another character that an HTTP header cannot have; write it in one line");
        }
    }

    /** The reason, without the message of a parser, which may quote a token. */
    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException absent -> absent.getFile() + " does not exist";
            case AccessDeniedException denied ->
                denied.getFile() + " may not be read by the user of this process, which is 65532 in the image";
            case CharacterCodingException garbled -> "it is not in UTF-8";
            default ->
                failure.getClass().equals(IOException.class)
                        ? String.valueOf(failure.getMessage())
                        : "it is empty, half written or no valid kubeconfig; check it with kubectl config view --kubeconfig";
        };
    }

    /** The user of the current context. */
    private static NamedAuthInfo user(String text, Config config) {
        String name = config.getCurrentContext() == null
                ? ""
                : config.getCurrentContext().getContext().getUser();
        return KubeConfigUtils.parseConfigFromString(text).getUsers().stream()
                .filter(user -> user.getName().equals(name))
                .findFirst()
                .orElseGet(() -> new NamedAuthInfo(name, new AuthInfo()));
    }

    private static Optional<String> certificate(Path kubeconfig, AuthInfo auth) throws IOException {
        if (auth.getClientCertificateData() != null) {
            return Optional.of(new String(
                    Base64.getMimeDecoder().decode(auth.getClientCertificateData()), StandardCharsets.US_ASCII));
        }
        return auth.getClientCertificate() == null
                ? Optional.empty()
                : Optional.of(read(kubeconfig, auth.getClientCertificate()));
    }

    /** The contents of all files that the kubeconfig names, concatenated. */
    private static String files(Path kubeconfig, Config config, Optional<String> tokenFile) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : Stream.of(
                        Optional.ofNullable(config.getCaCertFile()),
                        Optional.ofNullable(config.getClientCertFile()),
                        Optional.ofNullable(config.getClientKeyFile()),
                        tokenFile)
                .flatMap(Optional::stream)
                .toList()) {
            all.append('\n').append(read(kubeconfig, name));
        }
        return all.toString();
    }

    /** A file that the kubeconfig names; a relative path starts from the kubeconfig's folder. */
    private static String read(Path kubeconfig, String name) throws IOException {
        return Files.readString(kubeconfig.toAbsolutePath().resolveSibling(name));
    }
}
