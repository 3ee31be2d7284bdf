package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.view.HubContact;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import io.fairlead.rig.HttpAbuse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over sockets: what it answers, to whom, and that it stays within its bounds. */
@EnabledIfSystemProperty(
        named = "jdk.httpserver.maxConnections",
        matches = "64",
        disabledReason =
                "needs the options of module/jvm.options: mvn test without -Dtest runs it in a JVM that has them")
class PageServerTest {

    private final PageWorld world =
            new PageWorld().pool("default", "192.0.2.1-192.0.2.4").tier("shop", "192.0.2.1");
    private final Board board = new Board("edge", () -> HubContact.NONE, Clock.systemUTC());
    private PageServer server = start(Exposure.LOOPBACK);

    private PageServer start(Exposure exposure) {
        try {
            return PageServer.start(
                    0,
                    exposure,
                    board,
                    new PageServer.Sources(new InstanceLabels("hub", "edge", "1"), "1.2.3", TreeMap::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void aCycleHasEnded() {
        board.report(Reports.build(world.report()));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void statusIsTheAnswerOfTheMethodWithTheHubBesideIt() throws Exception {
        HttpResponse<String> answer = get("/api/status");
        assertEquals(200, answer.statusCode());
        var status = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals("Converged", status.getAsJsonObject("status").get("phase").getAsString());
        assertFalse(status.getAsJsonObject("hub").get("connected").getAsBoolean());
        assertFalse(answer.body().contains("an-environment-value"));
    }

    @Test
    void theSameAnswerIsNotSentTwice() throws Exception {
        String tag = get("/api/status").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                send(HttpRequest.newBuilder(uri("/api/status")).header("If-None-Match", tag));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @Test
    void probesSayWhatIsMissing() throws Exception {
        assertEquals(200, get("/healthz").statusCode());
        assertEquals(200, get("/readyz").statusCode());
        world.blind = true;
        board.report(Reports.build(world.report()));
        HttpResponse<String> blind = get("/readyz");
        assertEquals(503, blind.statusCode());
        assertEquals("the cluster cannot be read\n", blind.body());
        assertEquals(200, get("/healthz").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"})
    void nothingIsChanged(String method) throws IOException {
        assertTrue(
                raw(method + " /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 405 "), method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/api/../metrics",
                "//metrics",
                "/metrics/",
                "/%6detrics",
                "/metrics%00",
                "/api/status;x",
                "/page.css/../../app/Main.class",
                "/api%2fstatus"
            })
    void noPathLeadsElsewhere(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:9600", "a b", "127.0.0.1.nip.io", ""})
    void aNameThatOthersMayPointHereIsRefused(String host) throws IOException {
        assertTrue(raw("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n").startsWith("HTTP/1.1 421 "), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9600",
                "127.0.0.1",
                "[::1]:9600",
                "fairlead",
                "fairlead.iot.svc",
                "a.b.svc.cluster.local"
            })
    void aNameThatOthersCannotPointHereIsAnswered(String host) throws IOException {
        assertTrue(raw("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n").startsWith("HTTP/1.1 200 "), host);
    }

    @Test
    void theHeaderForbidsScriptsFromElsewhere() throws Exception {
        String rules = get("/api/status")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
        assertTrue(rules.startsWith("default-src 'none'; script-src 'self';"), rules);
        assertFalse(rules.contains("unsafe"));
    }

    @Test
    void anotherHostSeesMetricsAndProbesAlone() throws Exception {
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        org.junit.jupiter.api.Assumptions.assumeTrue(other.isPresent(), "this machine has no address but loopback");
        String base = "http://" + other.get().getHostAddress() + ":" + server.port();
        assertEquals(
                200, send(HttpRequest.newBuilder(URI.create(base + "/metrics"))).statusCode());
        assertEquals(
                403,
                send(HttpRequest.newBuilder(URI.create(base + "/api/status"))).statusCode());
        assertEquals(
                403,
                send(HttpRequest.newBuilder(URI.create(base + "/api/events"))).statusCode());
        server.close();
        server = start(Exposure.ALL);
        String shown = "http://" + other.get().getHostAddress() + ":" + server.port() + "/api/status";
        assertEquals(200, send(HttpRequest.newBuilder(URI.create(shown))).statusCode());
    }

    @Test
    void aPageThatIsOffIsNotThere() throws Exception {
        server.close();
        server = start(Exposure.OFF);
        assertEquals(404, get("/api/status").statusCode());
        assertEquals(200, get("/metrics").statusCode());
    }

    @Test
    void aStreamTellsOfAnotherStateAndGoesOnAfterTheLastEvent() throws Exception {
        try (Socket socket = open("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            BufferedReader lines = lines(socket);
            awaitLine(lines, "event: state");
            world.tier("news", "192.0.2.2");
            board.report(Reports.build(world.report()));
            String id = awaitLine(lines, "id: ");
            assertTrue(awaitLine(lines, "data: ").contains("AddressAssigned"));
            assertTrue(awaitLine(lines, "data: ").contains("TierReady"));
            try (Socket again = open(
                    "GET /api/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: " + id.substring(4) + "\r\n\r\n")) {
                assertTrue(awaitLine(lines(again), "data: ").contains("TierReady"), "what was read is not sent again");
            }
        }
    }

    @Test
    void aHeaderWithoutEndIsRefused() throws IOException {
        String answer = raw("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(100_000) + "\r\n\r\n");
        assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    }

    @Test
    void manyConnectionsAtOnceAreHeldToTheirNumber() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            int served = 0;
            for (int i = 0; i < 200; i++) {
                Socket socket = open("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
                sockets.add(socket);
                socket.setSoTimeout(2_000);
                served += HttpAbuse.firstLine(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
            }
            assertEquals(32, served);
            assertEquals(200, get("/healthz").statusCode());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Meanwhile, slow clients occupy connections. The loop's time for the page and the memory do not grow. */
    @Test
    void tenThousandConnectionsInTurnLeaveTheLoopAndTheMemoryAsTheyWere() throws Exception {
        HttpAbuse abuse = new HttpAbuse(server.port());
        abuse.inTurn(1_000);
        long threads = Thread.activeCount();
        long memory = resident();
        long quiet = slowest(() -> Thread.sleep(500));
        List<Socket> slow = abuse.slow(30);
        long begin = System.nanoTime();
        long busy = slowest(() -> abuse.inTurn(10_000));
        for (Socket socket : slow) {
            assertEquals(-1, socket.getInputStream().read(), "a client that sends its header slowly is dropped");
            socket.close();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        String figures = "95 of 100 reports within " + quiet + " µs before and " + busy + " µs meanwhile, "
                + memory / 1_000_000 + " MB before and " + resident() / 1_000_000 + " MB after, " + seconds + " s";
        System.out.println("The page under abuse: " + figures);
        assertTrue(busy < 200_000 + 3 * quiet, figures); // A busy machine is as slow before.
        assertTrue(resident() - memory < 32_000_000, figures);
        assertTrue(Thread.activeCount() <= threads + 4, "threads");
        assertEquals(200, get("/healthz").statusCode());
    }

    @Test
    void aClientThatDoesNotReadItsAnswerIsDropped() throws Exception {
        int size = 64 << 20; // More than the buffers of both sockets.
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Watchdog watchdog = new Watchdog(Duration.ofMillis(300))) {
            var unused = http.createContext("/", new Requests(board, Exposure.ALL, () -> "x".repeat(size), watchdog));
            http.setExecutor(exchange -> Thread.ofVirtual().start(() -> {
                exchange.run();
                ended.complete(true);
            }));
            http.start();
            try (Socket socket = new HttpAbuse(http.getAddress().getPort())
                    .open("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                assertTrue(ended.get(20, TimeUnit.SECONDS));
                assertTrue(received(socket) < size);
            }
        } finally {
            http.stop(0);
        }
    }

    private static long received(Socket socket) {
        long received = 0;
        byte[] piece = new byte[1 << 16];
        try {
            for (int length = 0; length >= 0; length = socket.getInputStream().read(piece)) {
                received += length;
            }
        } catch (IOException reset) {
            // The server closed the connection.
        }
        return received;
    }

    private static long resident() {
        System.gc();
        return ResidentMemory.bytes();
    }

    /** Something that happens meanwhile. */
    private interface Meanwhile {
        void go() throws Exception;
    }

    /** How long the loop waits for the page at the end of a cycle, in µs: the 95th percentile. */
    private long slowest(Meanwhile meanwhile) throws Exception {
        List<Long> took = new ArrayList<>();
        Thread loop = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                ReportInput state = world.report();
                long start = System.nanoTime();
                board.report(Reports.build(state));
                took.add((System.nanoTime() - start) / 1_000);
                LockSupport.parkNanos(10_000_000);
            }
        });
        try {
            meanwhile.go();
        } finally {
            loop.interrupt();
            loop.join();
        }
        return took.stream().sorted().toList().get(took.size() * 95 / 100);
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String awaitLine(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("the stream ended before " + start);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private Socket open(String request) throws IOException {
        return new HttpAbuse(server.port()).open(request);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = open(request.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n"))) {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException reset) {
            return "";
        }
    }
}
