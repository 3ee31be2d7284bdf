package io.fairlead.bench;

import io.fairlead.hub.HubThrottles;
import io.fairlead.hub.PowerCut;
import java.time.Duration;

/** How long a hub of each tier takes to serve all modules that start at the same moment, over virtual time. */
final class PowerCutBench {

    /** Longer than a module waits for an answer. */
    private static final Duration QUEUE = Duration.ofSeconds(30);

    private final int most;

    private PowerCutBench(int most) {
        this.most = most;
    }

    /** @param most leaves out fleets of more modules */
    static void run(int most) {
        System.out.println(
                "| modules | hub, units | above the limits | least, s | twins read, s | 99 % reported, s | all reported, s"
                        + " | all events sent, s | calls of a module | of them refused |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        PowerCutBench bench = new PowerCutBench(most);
        bench.rows(10_000, HubThrottles.s1(1));
        bench.rows(10_000, HubThrottles.s1(10));
        bench.rows(10_000, HubThrottles.s2(1));
        bench.rows(100_000, HubThrottles.s2(20));
        bench.rows(100_000, HubThrottles.s3(1));
        bench.rows(1_000_000, HubThrottles.s3(10));
    }

    private void rows(int modules, HubThrottles hub) {
        if (modules <= most) {
            row(modules, hub, "refused");
            row(modules, hub.queueing(QUEUE), "wait up to " + QUEUE.toSeconds() + " s");
        }
    }

    private static void row(int modules, HubThrottles hub, String above) {
        PowerCut.Result result = PowerCut.of(modules, hub, 1);
        System.out.printf(
                "| %d | %s | %s | %.0f | %s | %d | %s | %s | %.1f | %.1f |%n",
                modules,
                hub.name(),
                above,
                modules / hub.updates(),
                seconds(result.inStep()),
                result.reported().most().toSeconds(),
                seconds(result.reported()),
                seconds(result.told()),
                result.calls(),
                result.refused());
    }

    private static String seconds(PowerCut.Times times) {
        return times.all().map(all -> Long.toString(all.toSeconds())).orElse("never");
    }
}
