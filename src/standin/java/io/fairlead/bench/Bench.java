package io.fairlead.bench;

import io.fairlead.rig.RigCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Measures all contenders round after round, in rotating order, each in a place of its own that is cleared before the next
 * one's turn.
 */
final class Bench {

    /** Where everything goes. */
    static final Path FOLDER = Path.of("target", "bench");

    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration BREATH = Duration.ofMillis(400);
    private static final Duration IDLE = Duration.ofSeconds(6);

    private final RigCluster rig = RigCluster.shared();
    private final Apps apps;
    private final int rounds;
    private final int changes;
    private final Result result = new Result(Machine.now());

    private Bench(Options options) {
        this.apps = new Apps(options.apps(), false);
        this.rounds = options.rounds();
        this.changes = options.changes();
    }

    /** Arguments: {@link Options}, and before them {@code pools} for {@link PoolBench}; or
     * {@code availability} for {@link AvailabilityBench}, {@code documents} for {@link DocumentBench},
     * {@code growth} for {@link GrowthBench}, {@code page} for {@link PageBench}, {@code module}, {@code memory} and
     * {@code burst} for {@link ModuleBench}, {@code fleet} for {@link FleetBench},
     * {@code power-cut} and the most modules for {@link PowerCutBench}, {@code soak} and weeks for {@link SoakBench}. */
    public static void main(String[] arguments) {
        try {
            measure(arguments);
            System.exit(0);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(1); // Threads of the stand-ins would go on.
        }
    }

    private static void measure(String... arguments) throws Exception {
        Files.createDirectories(FOLDER);
        if (arguments.length > 0 && arguments[0].equals("documents")) {
            DocumentBench.run();
        } else if (arguments.length > 0 && arguments[0].equals("fleet")) {
            FleetBench.run();
        } else if (arguments.length > 0 && arguments[0].equals("growth")) {
            GrowthBench.run();
        } else if (arguments.length > 0 && arguments[0].equals("page")) {
            PageBench.run();
        } else if (arguments.length > 0 && arguments[0].equals("module")) {
            ModuleBench.run();
        } else if (arguments.length > 0 && arguments[0].equals("memory")) {
            ModuleBench.memory();
        } else if (arguments.length > 0 && arguments[0].equals("burst")) {
            ModuleBench.burst();
        } else if (arguments.length > 0 && arguments[0].equals("power-cut")) {
            PowerCutBench.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE);
        } else if (arguments.length > 0 && arguments[0].equals("soak")) {
            SoakBench.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2);
        } else if (arguments.length > 0 && arguments[0].equals("pools")) {
            String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
            new PoolBench(Options.read(others, new Options(20, 3, 3))).run();
        } else if (arguments.length > 0 && arguments[0].equals("availability")) {
            AvailabilityBench.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            new Bench(Options.read(arguments, new Options(150, 3, 8))).run();
        }
    }

    private void run() throws Exception {
        say("warming up the API server and this JVM");
        turn("bare apply-patches", 0, new Result(Machine.now()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < Contender.NAMES.size(); i++) {
                String name = Contender.NAMES.get((i + round) % Contender.NAMES.size());
                turn(name, round + 1, result);
            }
            String table = result.markdown(apps, round + 1, rig);
            Files.writeString(FOLDER.resolve("result.md"), table);
        }
        System.out.println(Files.readString(FOLDER.resolve("result.md")));
        say("written to " + FOLDER.resolve("result.md"));
    }

    private void turn(String name, int round, Result into) throws Exception {
        Place place = Place.make(rig);
        try (Arrivals arrivals = new Arrivals(rig.adminKubeconfig(), place.appsNamespace());
                Contender contender = contender(name, place, arrivals, round)) {
            Turn turn = new Turn(name, contender, place, into);
            measure(turn, arrivals);
            into.check(rig, place, apps);
        }
        place.clear(rig);
    }

    private Contender contender(String name, Place place, Arrivals arrivals, int round) throws Exception {
        Path kubectl = rig.binaries().kubectl();
        return switch (name) {
            case "Fairlead" -> new Fairlead(place, apps, arrivals, "bench-" + round);
            case "kubectl apply" -> new Kubectl(kubectl, place, apps, List.of());
            case "kubectl apply --server-side" -> new Kubectl(kubectl, place, apps, List.of("--server-side"));
            default -> new BarePatches(place, apps);
        };
    }

    /**
     * One contender's turn.
     *
     * @param into where its figures go
     */
    private record Turn(String name, Contender contender, Place place, Result into) {

        void add(String quantity, double value) {
            into.add(name, quantity, value);
            say("%-28s %-26s %s".formatted(name, quantity, Series.number(value)));
        }
    }

    private void measure(Turn turn, Arrivals arrivals) throws Exception {
        Thread.sleep(turn.contender() instanceof Fairlead ? IDLE : BREATH);
        resident(turn, Result.IDLE_MB);
        var mark = rig.audit().mark();
        turn.add(Result.FIRST, turn.contender().first());
        arrivals.quiet(CALM);
        if (turn.contender() instanceof Fairlead fairlead) {
            fairlead.module().converged();
        }
        turn.into()
                .calls(
                        turn.name(),
                        Result.FIRST,
                        rig.audit().since(mark).by(turn.place().user()));
        resident(turn, Result.FULL_MB);

        var before = rig.audit().mark();
        turn.add(Result.AGAIN, turn.contender().again());
        turn.into()
                .calls(
                        turn.name(),
                        Result.AGAIN,
                        rig.audit().since(before).by(turn.place().user()));
        arrivals.quiet(CALM);
        if (turn.contender() instanceof Fairlead) {
            lookedAt(turn, arrivals);
        }
        change(turn, arrivals);
        resident(turn, Result.END_MB);
    }

    /** Somebody edits what is not Fairlead's business: a cycle in which nothing differs. */
    private void lookedAt(Turn turn, Arrivals arrivals) throws Exception {
        var mark = rig.audit().mark();
        try (ApiCalls somebody = new ApiCalls(rig.adminKubeconfig())) {
            for (int i = 0; i < 5; i++) {
                somebody.annotate(apps.manifests(turn.place()).get(i).ref(), "seen");
                Thread.sleep(BREATH);
            }
        }
        arrivals.quiet(BREATH);
        turn.into()
                .calls(
                        turn.name(),
                        Result.LOOK,
                        rig.audit().since(mark).by(turn.place().user()));
    }

    private void change(Turn turn, Arrivals arrivals) throws Exception {
        var mark = rig.audit().mark();
        for (int i = 0; i < changes; i++) {
            arrivals.quiet(BREATH);
            Thread.sleep(ThreadLocalRandom.current().nextInt(300));
            turn.add(Result.CHANGE, turn.contender().change((37 * i) % apps.count(), "t" + i));
        }
        arrivals.quiet(BREATH);
        turn.into()
                .calls(
                        turn.name(),
                        Result.CHANGE,
                        rig.audit().since(mark).by(turn.place().user()));
    }

    private static void resident(Turn turn, String when) {
        if (turn.contender() instanceof Fairlead fairlead) {
            ModuleProcess module = fairlead.module();
            turn.add(when, module.residentMb());
            turn.add(Result.PEAK_MB, module.peakMb());
            turn.add(Result.CPU, module.cpuMillis());
        }
    }

    /** A line of progress. */
    static void say(String line) {
        System.err.println("bench: " + line);
    }
}
