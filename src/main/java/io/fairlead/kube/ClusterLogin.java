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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]*)-----END");

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
            pem(file, auth.getClientKeyData(), auth.getClientKey()).ifPresent(pem -> readKey(config, pem));
            requireHeader(tokenFile.isPresent() ? config.getOauthToken() : auth.getToken());
            Optional<String> certificate = pem(file, auth.getClientCertificateData(), auth.getClientCertificate());
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

    /** A certificate or key, from the kubeconfig itself or from a file that it names. */
    private static Optional<String> pem(Path kubeconfig, @Nullable String data, @Nullable String file)
            throws IOException {
        if (data != null) {
            return Optional.of(new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
        }
        return file == null ? Optional.empty() : Optional.of(read(kubeconfig, file));
    }

    /** Says of a key what fabric8 does not find out: it takes each one in PKCS#8 for an RSA key, and reads only what comes first. */
    private static void readKey(Config config, String pem) {
        Matcher key = KEY.matcher(pem);
        if (key.find()) {
            config.setClientKeyData(Base64.getEncoder()
                    .encodeToString(pem.substring(key.start()).getBytes(StandardCharsets.US_ASCII)));
            if (isElliptic(key.group(1))) {
                config.setClientKeyAlgo("EC");
            }
        }
    }

    /** Whether it is an elliptic key in PKCS#8. */
    private static boolean isElliptic(String base64) {
        try {
            var unused = KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return false;
        }
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
