package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code fairlead status} from a cluster's ledger and from a module's page. */
class StatusCommandTest {

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
    void aPageThatDoesNotAnswerIsOneLine() {
        assertEquals(2, bench.run("status", "--url", "http://127.0.0.1:1"));
        assertTrue(
                bench.err().startsWith("fairlead status: http://127.0.0.1:1/api/status does not answer ("), bench::err);
        assertEquals(1, bench.err().lines().count());
        bench.clear();
        assertEquals(2, bench.run("status", "--url", "file:///etc/passwd"));
        assertTrue(bench.err().contains("is not the URL of a page"), bench::err);
    }
}
