package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fail in ways no API server can be asked to. */
class ApiClientTest {

    private static final PlanExecution.Written NOBODY = new PlanExecution.Written() {
        @Override
        public void applied(LiveObject object) {}

        @Override
        public void deleted(ObjectRef ref, String uid) {}
    };

    @TempDir
    private Path folder;

    @Test
    void aWriteThatGetsNoAnswerFailsInBoundedTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ApiClient api = client(silent.getLocalPort())) {
            long began = System.nanoTime();
            Outcome outcome = apply(api);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(assertInstanceOf(Outcome.Failed.class, outcome).message().contains("within 12 s"));
            assertTrue(took.compareTo(Duration.ofSeconds(17)) < 0, took.toString());
        }
    }

    @Test
    void aServerErrorIsNotAskedAgain() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (Answering server = new Answering(500, "{\"kind\": \"Status\", \"message\": \"boom\"}", calls);
                ApiClient api = client(server.port())) {
            assertEquals(
                    "boom", assertInstanceOf(Outcome.Failed.class, apply(api)).message());
            assertEquals(1, calls.get());
        }
    }

    @Test
    void anObjectThatChangedMeanwhileIsAskedOnceMore() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        String status =
                "{\"kind\": \"Status\", \"reason\": \"Conflict\", \"message\": \"the object has been modified\"}";
        try (Answering server = new Answering(409, status, calls);
                ApiClient api = client(server.port())) {
            assertInstanceOf(Outcome.Failed.class, apply(api));
            assertEquals(2, calls.get());
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidToBe() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (ApiClient api = client(port)) {
            IOException refused = assertThrows(IOException.class, () -> api.get("/version"));
            assertTrue(String.valueOf(refused.getMessage()).contains("cannot be reached"), refused.toString());
        }
    }

    @Test
    void aServerThatCannotBeFoundOrReachedIsNamedWithTheCause() throws IOException {
        try (ApiClient api = clientOf("http://api.invalid:6443")) {
            IOException unknown = assertThrows(IOException.class, () -> api.get("/version"));
            assertEquals(
                    "the API server http://api.invalid:6443 cannot be reached: no DNS server knows the name api.invalid",
                    unknown.getMessage());
        }
        try (ApiClient api = clientOf("http://127.0.0.1:1")) {
            IOException refused = assertThrows(IOException.class, () -> api.stream("/version"));
            assertEquals(
                    "the API server http://127.0.0.1:1 cannot be reached: connection refused",
                    String.valueOf(refused.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .replace("the api server", "the API server"));
        }
    }

    /** The headers of an answer bound nothing: its body may stop in the middle. */
    @Test
    void anAnswerThatStopsInTheMiddleFailsInBoundedTime() throws Exception {
        try (ServerSocket stalling = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ApiClient api = client(stalling.getLocalPort())) {
            Thread server = Thread.ofVirtual().start(() -> {
                try (Socket call = stalling.accept()) {
                    call.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"items\": ["
                                    .getBytes(StandardCharsets.UTF_8));
                    Thread.sleep(60_000);
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            long began = System.nanoTime();
            IOException late = assertThrows(IOException.class, () -> api.get("/version"));
            assertTrue(String.valueOf(late.getMessage()).endsWith("within 12 s"), late.toString());
            assertTrue(System.nanoTime() - began < 20_000_000_000L);
            server.interrupt();
        }
    }

    @Test
    void aStreamThatIsRefusedSaysWhy() throws IOException {
        try (Answering server = new Answering(410, "{\"message\": \"too old\"}", new AtomicInteger());
                ApiClient api = client(server.port())) {
            ApiClient.Refused refused = assertThrows(ApiClient.Refused.class, () -> api.stream("/api/v1/nodes"));
            assertEquals(410, refused.code());
            assertEquals("too old (410)", refused.getMessage());
        }
    }

    @Test
    void aCredentialThatEndedHereAndNotAtTheApiServerIsAClockThatIsWrong() throws IOException {
        Instant there = Instant.now().minus(Duration.ofHours(50));
        String claims = "{\"iat\":" + there.minusSeconds(3600).getEpochSecond() + ",\"exp\":"
                + there.plusSeconds(3600).getEpochSecond() + "}";
        String token = "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.US_ASCII))
                + ".x";
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atOffset(ZoneOffset.UTC));
        try (ServerSocket late = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ApiClient api = clientOf("http://127.0.0.1:" + late.getLocalPort(), "token: " + token)) {
            Thread unused = Thread.ofVirtual().start(() -> refuse(late, date));
            assertEquals(401, api.get("/version").code());
            String why = api.refusal().orElseThrow();
            assertTrue(
                    why.startsWith("the clocks differ: that of the module is 2 days ahead of that of the API server"),
                    why);
            assertFalse(why.contains("Get-Hcs"), why);
        }
    }

    /** Answers 401 at another time, until the socket is closed. */
    private static void refuse(ServerSocket server, String date) {
        while (!server.isClosed()) {
            try (Socket call = server.accept()) {
                call.getOutputStream()
                        .write(("HTTP/1.1 401 Unauthorized\r\nDate: " + date
                                        + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                call.shutdownOutput();
                call.getInputStream().readAllBytes();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Outcome apply(ApiClient api) {
        return new PlanExecution(api, NOBODY)
                .run(Samples.plan(Stage.SERVICES, Samples.apply(Samples.service("apps", "web", 80))))
                .get(0);
    }

    private ApiClient client(int port) throws IOException {
        return clientOf("http://127.0.0.1:" + port);
    }

    private ApiClient clientOf(String server) throws IOException {
        return clientOf(server, "");
    }

    private ApiClient clientOf(String server, String user) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {%s}}]
                current-context: c
                """.formatted(server, user));
        return new ApiClient(new KubeOptions(Optional.of(kubeconfig), Set.of("apps"), "fairlead", "metallb-system"));
    }

    /** A server that says the same to everybody. */
    private record Answering(HttpServer server) implements AutoCloseable {

        Answering(int code, String body, AtomicInteger calls) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.createContext("/", exchange -> {
                calls.incrementAndGet();
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(code, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
