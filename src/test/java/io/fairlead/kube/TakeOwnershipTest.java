package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Stage;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that are taken from managers by their names, and somebody who writes just before. */
class TakeOwnershipTest {

    private static final PlanExecution.Written NOBODY = new PlanExecution.Written() {
        @Override
        public void applied(LiveObject object) {}

        @Override
        public void deleted(ObjectRef ref, String uid) {}
    };

    private final ApiServerStandIn api = ApiServerStandIn.start();
    private final HttpClient http = trusting();
    private final AtomicBoolean intrudes = new AtomicBoolean();
    private final Manifest service = Samples.service("fairlead", "web", 80);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    @AfterEach
    void end() {
        proxy.stop(0);
        http.close();
        api.close();
    }

    @Test
    void whoWritesBetweenTheConflictAndTheTakingIsNotOverwritten() throws IOException {
        try (ApiClient client = client()) {
            assertDone(apply(client));
            patch("site", "Local");
            intrudes.set(true);
            assertInstanceOf(Outcome.Failed.class, apply(client));
            assertEquals("Local", policy());

            Outcome.Conflicted next = assertInstanceOf(Outcome.Conflicted.class, apply(client));
            assertEquals(Set.of("site", "intruder"), managers(next));
            assertEquals("Local", policy());
        }
    }

    @Test
    void whoIsNamedGivesTheField() throws IOException {
        try (ApiClient client = client()) {
            assertDone(apply(client));
            patch("site", "Local");
            assertDone(apply(client));
            assertEquals("Cluster", policy());
        }
    }

    private static void assertDone(Outcome outcome) {
        assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
    }

    private static Set<String> managers(Outcome.Conflicted conflict) {
        return conflict.fields().stream().map(HeldField::manager).collect(Collectors.toSet());
    }

    private Outcome apply(ApiClient client) {
        return new PlanExecution(client, NOBODY)
                .run(Samples.plan(
                        Stage.SERVICES, Samples.apply(service, false, "web").takingFrom(Set.of("site"))))
                .get(0);
    }

    private String policy() {
        JsonObject live = api.get("v1", "Service", "fairlead", "web").orElseThrow();
        return live.getAsJsonObject("spec").get("externalTrafficPolicy").getAsString();
    }

    /** Somebody applies the Service's traffic policy. */
    private void patch(String manager, String policy) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api.url() + ApiPath.object(service.ref()) + "?force=true&fieldManager=" + manager))
                .method("PATCH", HttpRequest.BodyPublishers.ofString("""
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
                         "spec": {"externalTrafficPolicy": "%s"}}""".formatted(policy)))
                .header("Content-Type", "application/apply-patch+yaml")
                .header("Authorization", "Bearer " + token())
                .build();
        assertEquals(200, send(request).statusCode());
    }

    private String token() {
        return Config.fromKubeconfig(api.adminKubeconfig().toFile()).getAutoOAuthToken();
    }

    private HttpClient trusting() {
        try {
            Config config = Config.fromKubeconfig(api.adminKubeconfig().toFile());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, SSLUtils.trustManagers(config), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes a call on; before one that takes fields, once, the intruder has a word. */
    private void pass(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().toString().contains("force=true") && intrudes.getAndSet(false)) {
            patch("intruder", "Local");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String header : List.of("Content-Type", "Authorization")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        HttpResponse<byte[]> answer = send(request.build());
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private ApiClient client() throws IOException {
        String kubeconfig = Files.readString(api.kubeconfig())
                .replace(api.url(), "http://127.0.0.1:" + proxy.getAddress().getPort());
        Path file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        return new ApiClient(new KubeOptions(Optional.of(file), Set.of("fairlead"), "fairlead", "metallb-system"));
    }
}
