package io.fairlead.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.HttpAbuse;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What readers of the page, and clients that abuse it, cost the module: its resident memory, its cycle, and how long a change of
 * the twin takes to be answered. Hub and cluster are stand-ins in this process; the module is a process of its own.
 */
final class PageBench implements AutoCloseable {

    private static final int APPS = 20;
    private static final int LOOKS = 30;
    private static final int READERS = 64;
    private static final int SLOW = 20;
    private static final int ROUNDS = 4;
    private static final int CONNECTIONS = 10_000;

    private static final Future<?> NOTHING = CompletableFuture.completedFuture(true);

    private final ModuleProcess module;
    private final HttpAbuse abuse;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> streams = new ArrayList<>();
    private final List<Future<?>> following = new ArrayList<>();

    private PageBench(ModuleProcess module) {
        this.module = module;
        this.abuse = new HttpAbuse(module.pagePort());
    }

    static void run() throws Exception {
        try (ApiServerStandIn cluster = ApiServerStandIn.start(Bench.FOLDER);
                ModuleProcess module = new ModuleProcess(
                        new Place("fairlead", "fairlead-apps", cluster.kubeconfig(), "", ""),
                        "page",
                        Map.of("FAIRLEAD_REPORT_INTERVAL_MS", "100"));
                PageBench bench = new PageBench(module)) {
            bench.measure();
        }
    }

    private void measure() throws Exception {
        JsonObject desired = new Apps(APPS, true).desired();
        desired.add(
                "network",
                JsonParser.parseString("{\"services\":{\"pools\":{\"default\":{\"addresses\":\"192.0.2.0/24\"}}}}"));
        module.patch(desired);
        module.converged();
        looks(LOOKS, NOTHING); // The first ones run code for the first time.
        System.out.println(Machine.now());
        System.out.println("| | resident, MB | most so far, MB | cycle, mean ms | twin patch → report, median ms |");
        System.out.println("|---|---|---|---|---|");
        row("nobody reads the page", NOTHING);
        read(1);
        row("one page is open", NOTHING);
        int open = read(READERS - 1);
        row(READERS + " readers ask for a stream, " + open + " have one", NOTHING);
        closeStreams();
        row("these readers have left", NOTHING); // Until then the server may still count their connections.
        Future<?> all = readers.submit(this::abused);
        row(ROUNDS + " × " + CONNECTIONS + " connections in turn, " + SLOW + " that never finish a request", all);
        all.get();
        row("after it", NOTHING);
    }

    /** Each round ends when the server has dropped those that never finish, after ten seconds. */
    private boolean abused() throws IOException, InterruptedException, ExecutionException {
        for (int round = 0; round < ROUNDS; round++) {
            List<Socket> slow = abuse.slow(SLOW);
            abuse.inTurn(CONNECTIONS);
            for (Socket socket : slow) {
                if (socket.getInputStream().read() >= 0) {
                    throw new IllegalStateException("a client that never finishes its request is answered");
                }
                socket.close();
            }
        }
        return true;
    }

    private void row(String state, Future<?> meanwhile) throws Exception {
        Cycles before = Cycles.of(module);
        List<Double> took = looks(meanwhile.isDone() ? LOOKS : 1, meanwhile);
        Cycles cycles = Cycles.of(module).since(before);
        if (following.stream().anyMatch(Future::isDone)) {
            throw new IllegalStateException("a reader of the page has ended: " + state);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.1f | %.0f |%n",
                state,
                module.residentMb(),
                module.peakMb(),
                cycles.mean(),
                took.stream().sorted().toList().get(took.size() / 2));
    }

    /** Asks the module for this many cycles, or more until {@code meanwhile} is over; each with a new report. */
    private List<Double> looks(int least, Future<?> meanwhile) throws InterruptedException {
        List<Double> took = new ArrayList<>();
        while (took.size() < least || !meanwhile.isDone()) {
            took.add(module.look());
        }
        return took;
    }

    /** Opens pages as a browser has them: a stream, and the page again after each event. Returns how many got a stream. */
    private int read(int pages) throws IOException {
        for (int i = 0; i < pages; i++) {
            Socket stream = abuse.open("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            if (HttpAbuse.firstLine(stream).startsWith("HTTP/1.1 200")) {
                streams.add(stream);
                following.add(readers.submit(() -> follow(stream)));
            } else {
                stream.close();
            }
        }
        return streams.size();
    }

    private boolean follow(Socket stream) throws IOException, InterruptedException {
        byte[] piece = new byte[8192];
        while (stream.getInputStream().read(piece) >= 0) {
            module.get("/");
        }
        return true;
    }

    private void closeStreams() throws IOException {
        for (Socket stream : streams) {
            stream.close();
        }
        streams.clear();
        following.clear();
    }

    @Override
    public void close() throws IOException {
        closeStreams();
        readers.shutdownNow();
    }
}
