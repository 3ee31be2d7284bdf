package io.fairlead.kube;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fairlead.model.Credential;
import io.fairlead.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address of the API server and the user: from the kubeconfig and the files that it names, or from the pod's service
 * account, whose token fabric8 renews by itself.
 *
 * @param config the configuration of fabric8's client
 * @param credential the credential that expires first, if any expires
 * @param digest the digest of all that was read, to detect a change
 */
record ClusterLogin(Config config, Optional<Credential> credential, Digest digest) {

    /** Reads the login. */
    static ClusterLogin of(Optional<Path> kubeconfig) throws IOException {
        if (kubeconfig.isEmpty()) {
            return new ClusterLogin(Config.autoConfigure(null), Optional.empty(), Digest.of(""));
        }
        Path file = kubeconfig.get();
        String text = Files.readString(file);
        try {
            Config config = Config.fromKubeconfig(file.toFile());
            if (config.getCurrentContext() == null) {
                throw new IOException(
                        "kubeconfig " + file + " has no current context"); // For example, it is being written.
            }
            NamedAuthInfo user = user(text, config);
            AuthInfo auth = user.getUser() == null ? new AuthInfo() : user.getUser();
            Optional<String> tokenFile = Optional.ofNullable(auth.getTokenFile());
            if (tokenFile.isPresent()) {
                config.setOauthToken(read(file, tokenFile.get()).strip()); // fabric8 does not read it.
            }
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
            return new ClusterLogin(config, credential, Digest.of(text + files(file, config, tokenFile)));
        } catch (KubernetesClientException | IllegalArgumentException unreadable) {
            throw new IOException("kubeconfig " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
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
