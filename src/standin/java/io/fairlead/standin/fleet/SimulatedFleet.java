package io.fairlead.standin.fleet;

import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;

/** A simulated hub with throttles, and its sites. Rollouts run against it over virtual time. */
final class SimulatedFleet {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final double failures;
    private final double writesPerSecond;
    private final Map<String, SimulatedSite> sites = new HashMap<>();
    private Instant now = BEGIN;
    private Instant lastChange = BEGIN;
    private Instant filled = BEGIN;
    private double writes;
    private int throttled;

    /** An event: a call reaches the hub, or its answer arrives. */
    private record Event(Instant at, long order, Runnable what) {}

    /**
     * @param failures the share of calls that fail in the hub, and again that lose their answer
     * @param writesPerSecond the throttle of the hub, in changed twins a second
     */
    SimulatedFleet(long seed, double failures, double writesPerSecond) {
        this.random = new Random(seed);
        this.failures = failures;
        this.writesPerSecond = writesPerSecond;
    }

    void add(String device, SimulatedSite site) {
        sites.put(device, site);
    }

    Map<String, SimulatedSite> sites() {
        return sites;
    }

    SimulatedSite site(String device) {
        return Objects.requireNonNull(sites.get(device), device);
    }

    Instant now() {
        return now;
    }

    /** The time from the beginning to the last change of a twin. */
    Duration lastChange() {
        return Duration.between(BEGIN, lastChange);
    }

    int throttled() {
        return throttled;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Runs a rollout to its end, or until the process is killed. Calls that were sent before still reach the hub. */
    Rollout run(RolloutPlan plan, Predicate<Rollout> killed) {
        Rollout rollout = new Rollout(plan, now);
        PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
        long[] order = {0};
        boolean[] alive = {true};
        while (!rollout.isOver()) {
            for (Call call : rollout.due(now)) {
                Instant arrives = now.plusMillis(5 + random.nextInt(60));
                Instant answered = arrives.plusMillis(5 + random.nextInt(60));
                Answer[] answer = {new Answer.Unknown("no answer")};
                events.add(new Event(arrives, order[0]++, () -> answer[0] = carryOut(call, arrives)));
                events.add(new Event(answered, order[0]++, () -> {
                    if (alive[0]) {
                        rollout.answer(call, answer[0], answered);
                    }
                }));
            }
            if (killed.test(rollout)) {
                alive[0] = false;
                while (!events.isEmpty()) {
                    Event late = events.remove();
                    now = late.at();
                    late.what().run();
                }
                return rollout;
            }
            Instant ask = rollout.next(now);
            if (!events.isEmpty() && !events.peek().at().isAfter(ask)) {
                Event next = events.remove();
                now = next.at();
                next.what().run();
            } else {
                now = ask;
            }
        }
        return rollout;
    }

    /** A token bucket: IoT Hub allows a burst of one second before it throttles. */
    private boolean isWithinThrottle(Instant at) {
        if (at.isAfter(filled)) {
            double more = Duration.between(filled, at).toNanos() / 1e9 * writesPerSecond;
            writes = Math.min(writesPerSecond, writes + more);
            filled = at;
        }
        boolean within = writes >= 1;
        writes -= within ? 1 : 0;
        return within;
    }

    private Answer carryOut(Call call, Instant at) {
        SimulatedSite site = sites.get(call.device());
        if (site == null) {
            return new Answer.Missing();
        }
        double luck = random.nextDouble();
        if (luck < failures) {
            return new Answer.Unknown("500");
        }
        if (call instanceof Call.Patch patch) {
            if (!isWithinThrottle(at)) {
                throttled++;
                return new Answer.Throttled(Duration.ofSeconds(1));
            }
            if (!site.patch(patch.body(), patch.etag(), at)) {
                return new Answer.Changed();
            }
            lastChange = at;
        }
        if (luck < 2 * failures) {
            return new Answer.Unknown("the answer was lost");
        }
        return new Answer.Twin(SiteTwin.of(site.twin(at)));
    }
}
