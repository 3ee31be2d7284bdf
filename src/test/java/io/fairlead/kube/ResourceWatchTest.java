package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.model.Area;
import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch whose server does what no API server can be asked to: fall silent, or send events in pieces. */
class ResourceWatchTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectBudget BUDGET = new ObjectBudget(10_000_000);
    private static final Watched NODES = new Watched("v1", "Node", "", "", Set.of(Area.NODES));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean served = new AtomicBoolean(true);
    private final AtomicBoolean listedOnly = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private final HttpServer server;
    private ApiClient api;
    private ResourceWatch watch;
    private Thread thread;

    ResourceWatchTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {}}]
                current-context: c
                """.formatted(server.getAddress().getPort()));
        api = new ApiClient(new KubeOptions(Optional.of(kubeconfig), Set.of("apps"), "fairlead", "metallb-system"));
        watch = new ResourceWatch(NODES, api, served::get, () -> {}, BUDGET);
        thread = Thread.ofVirtual().start(watch);
    }

    @AfterEach
    void end() throws InterruptedException {
        watch.close();
        thread.interrupt();
        thread.join();
        end.countDown();
        api.close();
        server.stop(0);
    }

    @Test
    void aSilentWatchIsEndedAndBeginsAgainWithAList() {
        Eventually.holds("it watches", SOON, () -> watches() == 1 && isReadable());
        watch.endIfSilent(Duration.ofMinutes(2));
        watch.endIfSilent(Duration.ZERO);
        Eventually.holds("it watches again", SOON, () -> watches() == 2 && isReadable());
        assertEquals(
                2, asked.stream().filter(uri -> !uri.contains("watch=true")).count());
    }

    @Test
    void eventsAreTakenAsTheyComeThoughInPieces() {
        Eventually.holds(
                "the event after the list is seen", SOON, () -> versions().equals("node-a 5, node-b 9"));
    }

    @Test
    void aKindThatIsServedButNotYetReadIsWaitedFor() {
        served.set(false);
        ResourceWatch absent = new ResourceWatch(NODES, api, served::get, () -> {}, BUDGET);
        Thread runs = Thread.ofVirtual().start(absent);
        Eventually.holds("it is absent", SOON, () -> absent.view() == ResourceWatch.View.UNREADABLE);
        served.set(true);
        assertEquals(ResourceWatch.View.WAITING, absent.view());
        absent.wake();
        Eventually.holds("it is read", SOON, () -> absent.view() == ResourceWatch.View.READABLE);
        absent.close();
        runs.interrupt();
    }

    /** An API server lists a new kind before it serves it; how long, depends on its load. */
    @Test
    void aKindThatIsListedLongBeforeItIsServedIsReadAsSoonAsItIs() throws InterruptedException {
        listedOnly.set(true);
        ResourceWatch early = new ResourceWatch(NODES, api, served::get, () -> {}, BUDGET);
        Thread runs = Thread.ofVirtual().start(early);
        Thread.sleep(ResourceWatch.GRACE.multipliedBy(2));
        assertEquals(ResourceWatch.View.UNREADABLE, early.view());
        listedOnly.set(false);
        Eventually.holds("it is read", SOON, () -> early.view() == ResourceWatch.View.READABLE);
        early.close();
        runs.interrupt();
    }

    @Test
    void whatWouldTakeTooMuchMemoryIsUnreadableAndSaysSo() {
        ResourceWatch small = new ResourceWatch(NODES, api, served::get, () -> {}, new ObjectBudget(1000));
        Thread runs = Thread.ofVirtual().start(small);
        Eventually.holds("it is too large", SOON, small::isTooLarge);
        assertEquals(ResourceWatch.View.UNREADABLE, small.view());
        assertEquals(
                "cannot read nodes: all nodes together take more memory than the 0 MB that the module has for them",
                small.reason());
        assertFalse(small.isMissed(), "it costs its area alone");
        small.close();
        runs.interrupt();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        asked.add(uri);
        if (listedOnly.get()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (!uri.contains("watch=true")) {
                body.write(bytes("""
                        {"kind": "NodeList", "metadata": {"resourceVersion": "7"},
                         "items": [{"metadata": {"name": "node-a", "uid": "a", "resourceVersion": "5"}}]}"""));
                return;
            }
            String event = "{\"type\": \"ADDED\", \"object\": {\"metadata\": {\"name\": \"node-b\", \"uid\": \"b\","
                    + " \"resourceVersion\": \"9\"}, \"status\": {\"images\": []}}}\n";
            for (byte each : bytes(event)) {
                body.write(each);
                body.flush();
            }
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long watches() {
        return asked.stream().filter(uri -> uri.contains("watch=true")).count();
    }

    private boolean isReadable() {
        return watch.view() == ResourceWatch.View.READABLE;
    }

    private String versions() {
        List<String> versions = new CopyOnWriteArrayList<>();
        watch.store().forEach((ref, node) -> versions.add(ref.name() + " " + node.resourceVersion()));
        versions.sort(null);
        return String.join(", ", versions);
    }
}
