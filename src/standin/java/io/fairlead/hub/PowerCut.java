package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Modules that all start within seconds, after a power cut, and connect to one IoT Hub without edgeHub, over virtual time. What
 * a module sends when is decided by its own code: {@link TwinSync}, {@link Delivery} and {@link Attempts}. Its device reports
 * several states while its apps start.
 */
public final class PowerCut {

    /** The reported states of a module until its apps are Ready again, and as many events. */
    private static final int STATES = 6;

    private static final long SECOND = 1_000_000_000;
    private static final long STARTS_WITHIN = 5 * SECOND;
    private static final long APPS_START_WITHIN = 100 * SECOND;
    private static final long LATENCY = SECOND / 20;
    private static final long LIMIT = 6 * 3600 * SECOND;
    private static final long NEVER = Long.MAX_VALUE;
    private static final HubTiming TIMING = HubTiming.DEFAULTS;

    private final RandomGenerator random;
    private final ThrottleQueue connects;
    private final ThrottleQueue reads;
    private final ThrottleQueue updates;
    private final ThrottleQueue sends;
    private final List<JsonObject> states = new ArrayList<>();
    private final Agenda agenda = new Agenda();
    private final List<Long> inStep = new ArrayList<>();
    private final List<Long> reported = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private long now;

    private PowerCut(HubThrottles hub, long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long queue = hub.queue().toNanos();
        connects = new ThrottleQueue(hub.connects(), queue);
        reads = new ThrottleQueue(hub.reads(), queue);
        updates = new ThrottleQueue(hub.updates(), queue);
        sends = new ThrottleQueue(hub.sends(), queue);
        for (int i = 0; i < STATES; i++) {
            JsonObject state = new JsonObject();
            state.addProperty("ready", i);
            state.addProperty("phase", i == STATES - 1 ? "Converged" : "Applying");
            states.add(state);
        }
    }

    /**
     * What became of them.
     *
     * @param inStep when the modules had read their twin
     * @param reported when their last state was acknowledged
     * @param told when their last event was acknowledged
     * @param calls all calls of a module, on average
     * @param refused those of them that the hub refused
     */
    public record Result(Times inStep, Times reported, Times told, double calls, double refused) {}

    /**
     * When something was so, from the first start on.
     *
     * @param most for 99 of 100 modules
     * @param all for all of them; empty if not within six hours
     */
    public record Times(Duration most, Optional<Duration> all) {

        private static Times of(List<Long> times, int modules) {
            Duration most = times.size() < modules * 99 / 100 ? Duration.ofNanos(LIMIT) : at(times, modules * 99 / 100);
            return new Times(most, times.size() < modules ? Optional.empty() : Optional.of(at(times, modules)));
        }

        private static Duration at(List<Long> times, int count) {
            return Duration.ofNanos(times.get(count - 1));
        }
    }

    /** Runs until all modules have reported their last state and sent their events, or for six hours. */
    public static Result of(int modules, HubThrottles hub, long seed) {
        PowerCut powerCut = new PowerCut(hub, seed);
        for (int i = 0; i < modules; i++) {
            powerCut.start();
        }
        while (powerCut.reported.size() < modules || powerCut.told.size() < modules) {
            Agenda.Due next = powerCut.agenda.next();
            powerCut.now = next.at();
            if (powerCut.now > LIMIT) {
                break;
            }
            next.what().run();
        }
        return powerCut.result(modules);
    }

    private Result result(int modules) {
        long calls = connects.calls() + reads.calls() + updates.calls() + sends.calls();
        long refused = connects.refused() + reads.refused() + updates.refused() + sends.refused();
        return new Result(
                Times.of(inStep, modules),
                Times.of(reported, modules),
                Times.of(told, modules),
                (double) calls / modules,
                (double) refused / modules);
    }

    private void start() {
        Module module = new Module();
        long boot = random.nextLong(STARTS_WITHIN);
        at(boot, module::connect);
        for (int i = 1; i < STATES; i++) {
            at(boot + random.nextLong(APPS_START_WITHIN), module::appStarted);
        }
    }

    private void at(long time, Runnable what) {
        agenda.add(time, what);
    }

    private long latency() {
        return LATENCY + random.nextLong(LATENCY);
    }

    /** A module, as {@link HubConnection} makes it of the same parts, and its twin at the hub. */
    private final class Module {
        private final Attempts attempts = new Attempts(TIMING.backoff(), TIMING.backoffLimit(), random);
        private final Outbox outbox = new Outbox(500);
        private Optional<TwinDocument> latest = Optional.empty();
        private @Nullable TwinSync sync;
        private Delivery delivery = new Delivery(outbox, TIMING.answerTimeout());
        private int connection;
        private long wakeAt;
        private long timer = NEVER;
        private int state;
        private boolean isConnected;
        private boolean wasInStep;
        private boolean hasReported;
        private int acknowledged;
        private JsonObject held = new JsonObject();

        void connect() {
            OptionalLong served = connects.admit(now);
            if (served.isEmpty()) {
                at(now + latency(), this::retry);
            } else {
                at(served.getAsLong() + 4 * latency(), this::connected);
            }
        }

        private void retry() {
            at(now + attempts.failed().toNanos(), this::connect);
        }

        private void connected() {
            connection++;
            isConnected = false;
            sync = new TwinSync(TIMING, random, latest, Optional.of(states.get(state)), now);
            delivery = new Delivery(outbox, TIMING.answerTimeout());
            step();
        }

        /** The next state to report, and an event. */
        void appStarted() {
            state++;
            outbox.add(new Event(Event.Type.TierReady, Optional.empty(), new JsonObject()), Instant.EPOCH);
            if (sync != null) {
                sync.want(states.get(state));
                step();
            }
        }

        private void step() {
            while (sync != null) {
                switch (sync.next(now)) {
                    case TwinSync.Read read -> read(read.request());
                    case TwinSync.Send send -> send(send.request(), send.patch());
                    case TwinSync.Renew renew -> {
                        sync = null;
                        connection++;
                        retry();
                    }
                    case TwinSync.Pause pause -> {
                        rest(pause.duration().toNanos());
                        return;
                    }
                }
            }
        }

        private void rest(long longest) {
            long wait = longest;
            if (sync != null && sync.isInStep()) {
                delivery.next(now).ifPresent(this::tell);
                wait = delivery.pause(now, wait);
            }
            wakeAt = now + wait;
            setTimer();
        }

        /** A timer that is set for an earlier time is set anew when it goes off: there is one a module, and not one a step. */
        private void setTimer() {
            if (wakeAt < timer) {
                timer = wakeAt;
                at(timer, this::timeUp);
            }
        }

        private void timeUp() {
            if (now == timer) {
                timer = NEVER;
                if (now < wakeAt) {
                    setTimer();
                } else {
                    step();
                }
            }
        }

        private void read(long request) {
            OptionalLong served = reads.admit(now);
            long at = served.orElse(now) + latency();
            answered(at, () -> {
                String twin = "{\"desired\":{\"$version\":1},\"reported\":" + held + "}";
                boolean good = served.isPresent();
                known().twinRead(new HubEvent.TwinRead(request, good ? 200 : 429, good ? twin : ""), now);
            });
        }

        private void send(long request, JsonObject patch) {
            OptionalLong served = updates.admit(now);
            if (served.isPresent()) {
                at(served.getAsLong(), () -> held = MergePatch.apply(held, patch));
            }
            int status = served.isPresent() ? 204 : 429;
            answered(
                    served.orElse(now) + latency(),
                    () -> known().reportAnswered(new HubEvent.ReportAnswered(request, status), now));
        }

        /** A message that is refused has no answer. */
        private void tell(Outbox.Letter letter) {
            OptionalLong served = sends.admit(now);
            if (served.isPresent()) {
                answered(served.getAsLong() + latency(), () -> {
                    boolean waits = outbox.first().filter(letter::equals).isPresent();
                    delivery.answered(new HubEvent.EventAnswered(letter.id(), true));
                    acknowledged += waits ? 1 : 0;
                    if (waits && acknowledged == STATES - 1) {
                        told.add(now);
                    }
                });
            }
        }

        /** An answer of the hub, unless its connection has ended. */
        private void answered(long time, Runnable answer) {
            int expected = connection;
            at(time, () -> {
                if (connection == expected) {
                    answer.run();
                    note();
                    step();
                }
            });
        }

        private TwinSync known() {
            if (sync == null) {
                throw new IllegalStateException("an answer without a connection");
            }
            return sync;
        }

        private void note() {
            latest = known().document();
            if (known().isInStep() && !isConnected) {
                isConnected = true;
                attempts.reset();
            }
            if (isConnected && !wasInStep) {
                wasInStep = true;
                inStep.add(now);
            }
            JsonObject last = states.get(STATES - 1);
            if (!hasReported
                    && state == STATES - 1
                    && known().reported().filter(last::equals).isPresent()) {
                hasReported = true;
                reported.add(now);
            }
        }
    }
}
