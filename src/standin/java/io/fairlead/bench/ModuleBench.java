package io.fairlead.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.cluster.RequestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the module costs at rest, by apps, pools and the Services of others: its memory, a cycle in which nothing differs, and a
 * quiet time. And whether it keeps up with a twin that changes all the time. Hub and cluster are stand-ins in this process; the
 * module is a process of its own.
 */
final class ModuleBench implements AutoCloseable {

    private static final int CYCLES = 60;
    private static final Duration BREATH = Duration.ofMillis(60);
    private static final Duration CALM = Duration.ofSeconds(12);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int PATCHES_A_SECOND = 50;

    private final Load load;
    private final ApiServerStandIn cluster;
    private final ModuleProcess module;

    /**
     * What it has to look after.
     *
     * @param apps external apps
     * @param pools pools of 65,536 addresses
     * @param others Services of others, without an address
     */
    private record Load(int apps, int pools, int others) {

        JsonObject desired() {
            return new Apps(apps, true).desired(pools);
        }
    }

    private ModuleBench(Load load) throws Exception {
        this.load = load;
        this.cluster = ApiServerStandIn.start(Bench.FOLDER);
        cluster.podsReadyAfter(Duration.ofMillis(10));
        for (int i = 0; i < load.others(); i++) {
            cluster.create(other(i), "others");
        }
        this.module = new ModuleProcess(
                new Place("fairlead", "fairlead-apps", cluster.kubeconfig(), "", ""),
                "module",
                Map.of("FAIRLEAD_REPORT_INTERVAL_MS", "100", "JAVA_TOOL_OPTIONS", "-XX:NativeMemoryTracking=summary"));
    }

    private static JsonObject other(int number) {
        return JsonParser.parseString(
                        "{apiVersion: v1, kind: Service, metadata: {namespace: default, name: 'other-" + number
                                + "'}, spec: {ports: [{name: http, port: 80, protocol: TCP}], selector: {app: other}}}")
                .getAsJsonObject();
    }

    static void run() throws Exception {
        System.out.println(Machine.now());
        System.out.println("| external apps | pools | Services of others | resident without apps, MB | resident, MB"
                + " | most so far, MB | cycle, ms of a core | a quiet minute, ms of a core | calls in it |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int apps : List.of(10, 20, 50, 150, 300)) {
            row(new Load(apps, 1, 10));
        }
        row(new Load(150, 1, 1000));
        row(new Load(150, 1, 10_000));
        row(new Load(150, 32, 10));
    }

    private static void row(Load load) throws Exception {
        try (ModuleBench bench = new ModuleBench(load)) {
            double before = bench.rested();
            bench.module.patch(load.desired());
            bench.module.converged();
            bench.cycles(CYCLES); // The first ones run code for the first time.
            double resident = bench.rested();
            double cycle = bench.cycles(CYCLES).meanProcessor();
            double used = bench.module.cpuMillis();
            bench.cluster.requests().clear();
            Thread.sleep(QUIET);
            double quiet = bench.module.cpuMillis() - used;
            List<RequestLog.Request> calls = bench.cluster.requests().calls();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %.0f | %.0f | %.0f | %.1f | %.0f | %d |%n",
                    load.apps(),
                    load.pools(),
                    load.others(),
                    before,
                    resident,
                    bench.module.peakMb(),
                    cycle,
                    quiet,
                    calls.size());
        }
    }

    /** Prints where the memory is, by the JVM's own account. */
    static void memory() throws Exception {
        try (ModuleBench bench = new ModuleBench(new Load(150, 1, 10))) {
            System.out.println(Machine.now());
            bench.module.patch(bench.load.desired());
            bench.module.converged();
            bench.cycles(CYCLES);
            System.out.printf(Locale.ROOT, "resident: %.0f MB%n", bench.rested());
            System.out.println(NativeMemory.of(bench.module.processId()).markdown());
        }
    }

    /** Patches the twin many times a second for a minute. */
    static void burst() throws Exception {
        try (ModuleBench bench = new ModuleBench(new Load(150, 1, 10))) {
            System.out.println(Machine.now());
            bench.module.patch(bench.load.desired());
            bench.module.converged();
            double before = bench.rested();
            long begun = System.nanoTime();
            long last = begun;
            int patches = PATCHES_A_SECOND * (int) QUIET.toSeconds();
            for (int i = 0; i < patches; i++) {
                sleepUntil(begun + i * 1_000_000_000L / PATCHES_A_SECOND);
                bench.module.patch(new Apps(150, true).change(i % 150, "t" + i));
                last = System.nanoTime();
            }
            bench.module.applied();
            System.out.printf(
                    Locale.ROOT,
                    "%d patches in %.0f s: the last was applied after %.0f ms; resident before %.0f MB, at most %.0f MB%n",
                    patches,
                    (last - begun) / 1e9,
                    Contender.millisSince(last),
                    before,
                    bench.module.peakMb());
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    /** The resident memory after a time without changes. */
    private double rested() throws InterruptedException {
        Thread.sleep(CALM);
        return module.residentMb();
    }

    /** Cycles in which nothing differs: somebody edits a Service that is not Fairlead's. */
    private Cycles cycles(int count) throws Exception {
        Cycles before = Cycles.of(module);
        for (int i = 0; i < count; i++) {
            String seen = Integer.toString(i);
            cluster.change(
                    "v1",
                    "Service",
                    "default",
                    "other-0",
                    live -> live.getAsJsonObject("metadata")
                            .add("annotations", JsonParser.parseString("{seen: '" + seen + "'}")));
            Thread.sleep(BREATH);
        }
        return Cycles.of(module).since(before);
    }

    @Override
    public void close() throws IOException {
        module.close();
        cluster.close();
        for (String left : List.of("kubeconfig", "admin.kubeconfig")) {
            Files.deleteIfExists(Path.of(Bench.FOLDER.toString(), left));
        }
    }
}
