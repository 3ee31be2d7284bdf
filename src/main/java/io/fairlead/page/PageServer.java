package io.fairlead.page;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.loop.ApiCall;
import io.fairlead.page.metrics.Counts;
import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.metrics.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The JDK's HTTP server on all addresses, with limits for every client: 64 connections, 10 s to send a request, 10 s to read
 * a response or a part of a stream, 16 KB of headers.
 */
public final class PageServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpServer server;
    private final Watchdog watchdog = new Watchdog(LIMIT);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * The sources of the metrics besides the board.
     *
     * @param labels the labels of every series
     * @param version the release of the module
     * @param calls the calls to the API server so far
     */
    public record Sources(InstanceLabels labels, String version, Supplier<SortedMap<ApiCall, Long>> calls) {}

    private PageServer(int port, Exposure exposure, Board board, Sources sources) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        var unused = server.createContext("/", new Requests(board, exposure, () -> metrics(board, sources), watchdog));
    }

    /**
     * Starts the server.
     *
     * @param port the port; 0 for any free port
     * @throws IOException if the port is in use
     */
    public static PageServer start(int port, Exposure exposure, Board board, Sources sources) throws IOException {
        PageServer started = new PageServer(port, exposure, board, sources);
        started.server.start();
        return started;
    }

    private static String metrics(Board board, Sources sources) {
        Counts here = board.counts();
        Counts counts = new Counts(here.events(), here.cycles(), sources.calls().get(), ResidentMemory.bytes());
        return Metrics.of(sources.labels(), sources.version(), board.shown().state(), board.hub(), counts);
    }

    /** The port that the server listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        watchdog.close();
    }
}
