package io.fairlead.bench;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The API server by {@code java.net.http} and nothing else, over kept HTTP/1.1 connections. */
final class ApiCalls implements AutoCloseable {

    private static final String APPLY = "application/apply-patch+yaml";

    private final Config config;
    private final HttpClient http;

    /** Calls as the user of a kubeconfig. */
    ApiCalls(Path kubeconfig) {
        config = Config.fromKubeconfig(kubeconfig.toFile());
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(config.getCaCertData()))
                .build();
    }

    /** Applies an object by the server; true where it answers with success. */
    boolean apply(Manifest manifest, String json) throws IOException, InterruptedException {
        HttpRequest patch = request(path(manifest.ref()) + "?fieldManager=bare&force=true")
                .header("Content-Type", APPLY)
                .method("PATCH", BodyPublishers.ofString(json))
                .build();
        return http.send(patch, BodyHandlers.ofString()).statusCode() / 100 == 2;
    }

    /** The body of an answer. */
    String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    /** Gives an object an annotation of somebody else's. */
    void annotate(ObjectRef ref, String value) throws IOException, InterruptedException {
        String body = "{\"metadata\":{\"annotations\":{\"bench/note\":\"" + value + "\"}}}";
        HttpRequest patch = request(path(ref) + "?fieldManager=somebody")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(patch, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.body());
        }
    }

    /** The lines of an answer without end. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofLines()).body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    static String collection(String kind, String namespace) {
        return kind.equals("Deployment")
                ? "/apis/apps/v1/namespaces/" + namespace + "/deployments"
                : "/api/v1/namespaces/" + namespace + "/services";
    }

    private static String path(ObjectRef ref) {
        return collection(ref.kind(), ref.namespace()) + "/" + ref.name();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(config.getMasterUrl().replaceAll("/+$", "") + path))
                .header("Authorization", "Bearer " + config.getAutoOAuthToken())
                .timeout(Duration.ofMinutes(5));
    }

    private static SSLContext trusting(String authority) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(authority)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the kubeconfig's certificate authority cannot be used", e);
        }
    }
}
