package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code fairlead status} from a cluster's ledger and from a module's page. */
class StatusCommandTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final CommandBench bench = new CommandBench();

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void withoutALedgerNothingIsSaidToBeWell() {
        assertEquals(1, bench.run("status", "--kubeconfig", bench.kubeconfig()));
        assertTrue(bench.out().startsWith("Waiting  no twin has arrived, revision 0\n"), bench::out);
    }

    @Test
    void theClusterItselfShowsWhatTheModuleDid() throws InterruptedException {
        bench.carryOut(CommandBench.SHOP);
        bench.untilReady();
        assertEquals(0, bench.run("status", "--kubeconfig", bench.kubeconfig()), bench::out);
        assertTrue(bench.out().contains("pool     default  1 of 5 addresses used, 4 free\n"), bench::out);
        assertTrue(bench.out().contains("└─ shop  Ready  2/2  10.126.75.206  80/TCP\n"), bench::out);
        bench.clear();
        assertEquals(0, bench.run("status", "--json", "--kubeconfig", bench.kubeconfig()));
        JsonObject report = JsonParser.parseString(bench.out()).getAsJsonObject();
        assertEquals("Converged", report.getAsJsonObject("status").get("phase").getAsString());
        assertFalse(report.has("module"));
    }

    @Test
    void aModulesPageIsAskedAtItsStatus() throws IOException {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            byte[] body = "{\"status\":{\"phase\":\"Converged\",\"desiredVersion\":3,\"revision\":2}}"
                    .getBytes(StandardCharsets.UTF_8);
            boolean found = exchange.getRequestURI().getPath().equals("/api/status");
            exchange.sendResponseHeaders(found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        page.start();
        try {
            String url = "http://127.0.0.1:" + page.getAddress().getPort();
            assertEquals(0, bench.run("status", "--url", url + "/"));
            assertTrue(bench.out().startsWith("Converged  twin version 3, revision 2\n"), bench::out);
        } finally {
            page.stop(0);
        }
    }

    @Test
    void aWatchedStatusIsPrintedAgainOnlyAfterAChangeAndOutlivesARestart() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<String> phase = new AtomicReference<>("Applying");
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            byte[] body = ("{\"status\":{\"phase\":\"" + phase.get() + "\",\"desiredVersion\":3,\"revision\":2}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(phase.get().isEmpty() ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            asked.incrementAndGet();
        });
        page.start();
        String url = "http://127.0.0.1:" + page.getAddress().getPort();
        Thread watch = Thread.ofVirtual().start(() -> bench.run("status", "--watch", "--url", url));
        try {
            Eventually.holds("two looks", SOON, () -> asked.get() >= 2);
            phase.set("");
            Eventually.holds("the module is away", SOON, () -> bench.err().contains("returns 503"));
            phase.set("Converged");
            Eventually.holds("the change is printed", SOON, () -> bench.out().contains("Converged"));
        } finally {
            watch.interrupt();
            watch.join();
            page.stop(0);
        }
        assertEquals(
                List.of("Applying  twin version 3, revision 2", "Converged  twin version 3, revision 2"),
                bench.out()
                        .lines()
                        .filter(line -> line.contains("twin version"))
                        .toList());
    }

    @Test
    void aPageThatDoesNotAnswerIsOneLine() {
        assertEquals(2, bench.run("status", "--url", "http://127.0.0.1:1"));
        assertTrue(
                bench.err()
                        .startsWith(
                                "fairlead status: http://127.0.0.1:1/api/status does not answer (no connection); check "),
                bench::err);
        assertEquals(1, bench.err().lines().count());
        bench.clear();
        assertEquals(2, bench.run("status", "--url", "file:///etc/passwd"));
        assertTrue(bench.err().contains("is not the URL of a page"), bench::err);
    }
}
