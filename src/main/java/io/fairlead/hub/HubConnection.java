package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.loop.TwinSource;
import io.fairlead.methods.DirectMethods;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the module twin. A supervisor thread creates a new client for each connection and reconnects without end,
 * with a capped and jittered back-off. The newest document stays available while there is no connection.
 */
public final class HubConnection implements TwinSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HubConnection.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final HubTiming timing;
    private final ModuleClients clients;
    private final Runnable changed;
    private final DirectMethods methods;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Attempts attempts;
    private final Thread supervisor;

    private volatile Optional<TwinDocument> latest = Optional.empty();
    private final Outbox outbox = new Outbox(500);
    private volatile Optional<JsonObject> reportedBefore = Optional.empty();
    private volatile Optional<JsonObject> wanted = Optional.empty();
    private volatile BlockingQueue<HubEvent> inbox = new LinkedBlockingQueue<>();
    private volatile boolean connected;
    private volatile Optional<Instant> lastHeard = Optional.empty();
    private volatile boolean closed;
    private String lastFailure = "";

    private HubConnection(HubTiming timing, ModuleClients clients, Runnable changed, DirectMethods methods) {
        this.timing = timing;
        this.clients = clients;
        this.changed = changed;
        this.methods = methods;
        this.attempts = new Attempts(timing.backoff(), timing.backoffLimit(), random);
        this.supervisor = Thread.ofPlatform().daemon().name("hub").unstarted(this::run);
    }

    /**
     * Starts to connect, and returns at once.
     *
     * @param changed called on the supervisor's thread after {@link #latest()} has changed; it must be quick and not throw
     * @param methods the direct methods that back ends may call
     */
    public static HubConnection start(HubSettings settings, Runnable changed, DirectMethods methods) {
        return start(settings.timing(), new ModuleClients(settings), changed, methods);
    }

    /** As above, with clients of {@code clients}. */
    static HubConnection start(HubTiming timing, ModuleClients clients, Runnable changed, DirectMethods methods) {
        HubConnection connection = new HubConnection(timing, clients, changed, methods);
        connection.supervisor.start();
        return connection;
    }

    @Override
    public Optional<TwinDocument> latest() {
        return latest;
    }

    /**
     * Sets the whole state to report, and returns at once. While there is a connection, its difference from what the hub holds is
     * sent, one patch at a time, until the hub has acknowledged all of it.
     */
    public void report(JsonObject reported) {
        wanted = Optional.of(reported.deepCopy());
        inbox.add(new HubEvent.Woken());
    }

    /**
     * Queues an event, and returns at once. Events are sent in order, each until the hub has it. Without a connection the newest
     * 500 are kept.
     */
    public void send(Event event) {
        outbox.add(event, Instant.now());
        inbox.add(new HubEvent.Woken());
    }

    /** The reported properties at the hub when the twin was first read; empty before. */
    public Optional<JsonObject> reportedBefore() {
        return reportedBefore;
    }

    /** Whether there is a connection on which the twin was read. edgeHub also answers while IoT Hub cannot be reached. */
    public boolean isConnected() {
        return connected;
    }

    /** When the hub last answered or sent something; empty if it has not since the start. */
    public Optional<Instant> lastHeard() {
        return lastHeard;
    }

    /** Ends the connection and the supervisor. Returns within ten seconds. */
    @Override
    public void close() {
        closed = true;
        supervisor.interrupt();
        try {
            supervisor.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                connectOnce();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error bug) {
                log.error("An error in the module ended the hub connection; it is opened again", bug);
            }
            try {
                Thread.sleep(attempts.failed());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One connection, from its creation to its end. */
    private void connectOnce() throws InterruptedException {
        BlockingQueue<HubEvent> events = new LinkedBlockingQueue<>();
        inbox = events;
        Optional<ModuleLink> opened = open(events);
        if (opened.isEmpty()) {
            return;
        }
        try (ModuleLink link = opened.get()) {
            String end = serve(link, events);
            log.info("Hub connection ended: {}", end);
        } finally {
            connected = false;
        }
    }

    private Optional<ModuleLink> open(BlockingQueue<HubEvent> events) throws InterruptedException {
        Opening opening = Opening.start(clients, timing, methods, events::add);
        try {
            return Optional.of(opening.await(timing.connectTimeout()));
        } catch (TimeoutException e) {
            opening.abandon();
            failed("no connection within " + timing.connectTimeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            failed(Failures.describe(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            opening.abandon();
            throw e;
        }
        return Optional.empty();
    }

    private void failed(String reason) {
        if (reason.equals(lastFailure)) {
            log.debug("Still no connection to the hub: {}", reason);
        } else {
            log.warn("No connection to the hub, retrying: {}", reason);
        }
        lastFailure = reason;
    }

    /** Serves one connection until it ends. Returns the reason. */
    private String serve(ModuleLink link, BlockingQueue<HubEvent> events) throws InterruptedException {
        TwinSync sync = new TwinSync(timing, random, latest, wanted, System.nanoTime());
        Delivery delivery = new Delivery(outbox, timing.answerTimeout());
        while (true) {
            switch (sync.next(System.nanoTime())) {
                case TwinSync.Read read -> ask(() -> link.read(read.request()), events);
                case TwinSync.Send send -> ask(() -> link.report(send.request(), send.patch()), events);
                case TwinSync.Renew renew -> {
                    return renew.reason();
                }
                case TwinSync.Pause pause -> {
                    long wait = pause.duration().toNanos();
                    if (sync.isInStep()) {
                        delivery.next(System.nanoTime()).ifPresent(letter -> ask(() -> link.send(letter), events));
                        wait = delivery.pause(System.nanoTime(), wait);
                    }
                    HubEvent event = events.poll(wait, TimeUnit.NANOSECONDS);
                    if (event instanceof HubEvent.Lost lost) {
                        return lost.reason();
                    }
                    if (event != null) {
                        handle(event, sync, delivery);
                    }
                }
            }
        }
    }

    private static void ask(Runnable request, BlockingQueue<HubEvent> events) {
        try {
            request.run();
        } catch (IllegalStateException closedMeanwhile) {
            events.add(new HubEvent.Lost(Failures.describe(closedMeanwhile)));
        }
    }

    private void handle(HubEvent event, TwinSync sync, Delivery delivery) {
        long now = System.nanoTime();
        if (!(event instanceof HubEvent.Woken)) {
            lastHeard = Optional.of(Instant.now());
        }
        switch (event) {
            case HubEvent.DesiredPatch patch -> sync.desiredPatch(patch, now);
            case HubEvent.TwinRead read -> sync.twinRead(read, now);
            case HubEvent.ReportAnswered answer -> sync.reportAnswered(answer, now);
            case HubEvent.EventAnswered answer -> delivery.answered(answer);
            case HubEvent.Woken woken -> wanted.ifPresent(sync::want);
            case HubEvent.Lost lost -> throw new IllegalStateException("not for here: " + lost);
        }
        if (!connected && sync.isInStep()) {
            log.info("Hub connected");
            connected = true;
            lastFailure = "";
            attempts.reset();
        }
        publish(sync.document());
        if (reportedBefore.isEmpty()) {
            reportedBefore = sync.reported(); // Last, so that a thread that sees it also sees the document.
        }
    }

    private void publish(Optional<TwinDocument> document) {
        if (document.isPresent() && !document.equals(latest)) {
            latest = document;
            changed.run();
        }
    }
}
