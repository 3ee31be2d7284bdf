package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The image's health check. */
class HealthCommandTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aModuleThatAnswersIsHealthy() throws IOException {
        assertEquals(0, askedWhere(200), err::toString);
        assertEquals("", err.toString());
    }

    @Test
    void aModuleThatSaysItIsNotHealthyIsNot() throws IOException {
        assertEquals(1, askedWhere(503));
        assertEquals(
                "fairlead health: the module is not healthy: HTTP status 503 from /healthz",
                err.toString().strip());
    }

    @Test
    void aPortThatNobodyCanKnowIsNotAsked() {
        assertEquals(1, health(0));
        assertTrue(err.toString().contains("FAIRLEAD_PORT is 0; set a fixed port"), err::toString);
        assertEquals(2, health(70_000));
    }

    @Test
    void aModuleThatDoesNotAnswerIsNotHealthy() throws IOException {
        HttpServer gone = server(200);
        int port = gone.getAddress().getPort();
        gone.stop(0);

        assertEquals(1, health(port));
        assertTrue(
                err.toString().startsWith("fairlead health: the module does not answer on port " + port),
                err::toString);
    }

    private int askedWhere(int status) throws IOException {
        HttpServer module = server(status);
        try {
            return health(module.getAddress().getPort());
        } finally {
            module.stop(0);
        }
    }

    private int health(int port) {
        return FairleadCommand.of(() -> 0)
                .setErr(new PrintWriter(err, true))
                .execute("health", "--port", String.valueOf(port));
    }

    private static HttpServer server(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
