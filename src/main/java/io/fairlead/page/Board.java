package io.fairlead.page;

import io.fairlead.loop.EventReporter;
import io.fairlead.loop.Reporter;
import io.fairlead.page.metrics.Counts;
import io.fairlead.page.metrics.CycleTimes;
import io.fairlead.page.view.HubContact;
import io.fairlead.page.view.PageState;
import io.fairlead.page.view.TimedEvent;
import io.fairlead.report.Event;
import io.fairlead.report.Report;
import io.fairlead.report.ReportInput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The newest state of the loop, for requests to read. The loop never waits for a request: it replaces the state, and each
 * request formats the state that it finds.
 */
public final class Board implements Reporter {

    private static final int MOST_EVENTS = 100;

    private final String site;
    private final Supplier<HubContact> hub;
    private final Clock clock;
    private final EventReporter reporter;
    private final ReentrantLock lock =
            new ReentrantLock(); // A virtual thread that waits for it occupies no platform thread.
    private final Condition changed = lock.newCondition();
    private final Deque<TimedEvent> events = new ArrayDeque<>();
    private final Map<Event.Type, Long> eventCounts = new EnumMap<>(Event.Type.class);
    private Optional<ReportInput> report = Optional.empty();
    private Instant at;
    private long version;
    private long happened;
    private CycleTimes cycles = CycleTimes.NONE;

    /**
     * An empty board.
     *
     * @param site the device's name at the hub; empty if unknown
     * @param hub the connection to the hub
     */
    public Board(String site, Supplier<HubContact> hub, Clock clock) {
        this.site = site;
        this.hub = hub;
        this.clock = clock;
        this.at = clock.instant();
        this.reporter = EventReporter.fromNow(this::happened);
    }

    @Override
    public void report(Report newest) {
        lock.lock();
        try {
            report = Optional.of(newest.state());
            at = clock.instant();
        } finally {
            lock.unlock();
        }
        reporter.report(newest);
        lock.lock();
        try {
            version++; // Only now, so that a stream that sees the version also sees its events.
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cycled(Duration took) {
        lock.lock();
        try {
            cycles = cycles.and(took);
        } finally {
            lock.unlock();
        }
    }

    private void happened(Event event) {
        lock.lock();
        try {
            happened++;
            events.addFirst(new TimedEvent(happened, clock.instant(), event));
            if (events.size() > MOST_EVENTS) {
                events.removeLast();
            }
            eventCounts.merge(event.type(), 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest state.
     *
     * @param version increases with every state
     * @param state the state; empty before the first cycle
     */
    record Shown(long version, Optional<PageState> state) {}

    Shown shown() {
        lock.lock();
        try {
            return new Shown(
                    version, report.map(known -> new PageState(site, known, at, hub.get(), List.copyOf(events))));
        } finally {
            lock.unlock();
        }
    }

    HubContact hub() {
        return hub.get();
    }

    /** The time since the last cycle ended; before the first, since the process started. */
    Duration age() {
        lock.lock();
        try {
            return Duration.between(at, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** The counts of events and cycles. */
    Counts counts() {
        lock.lock();
        try {
            return new Counts(eventCounts, cycles, new TreeMap<>(), 0);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a state newer than {@code known}. Returns false if there is none within {@code patience}. */
    boolean awaitOther(long known, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (version == known && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version != known;
        } finally {
            lock.unlock();
        }
    }
}
