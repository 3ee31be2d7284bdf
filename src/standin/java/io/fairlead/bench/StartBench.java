package io.fairlead.bench;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How the module in its image starts again while there is nothing to do, with the image's archive of classes and without it, in turn: until the
 * last watch is open, until it reports what is true, and what it used by then. Hub and cluster are stand-ins in this process.
 */
final class StartBench implements AutoCloseable {

    private static final int ROUNDS = 7;
    private static final int APPS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration WRITES_COME = Duration.ofSeconds(2);

    /** What is started, by the name in the table, with the JVM's options that make the difference. */
    private static final Map<String, List<String>> VARIANTS = variants();

    private final Path image = Bench.FOLDER.resolve("image").toAbsolutePath();
    private final Path loaded = Bench.FOLDER.resolve("loaded.list").toAbsolutePath();
    private final HubStandIn hub = HubStandIn.startAnywhere(Bench.FOLDER);
    private final HubTwin twin = hub.createModule("start", "fairlead");
    private final ApiServerStandIn cluster = ApiServerStandIn.start(Bench.FOLDER);

    private StartBench() throws IOException {
        cluster.podsReadyAfter(Duration.ofMillis(10));
        twin.patchDesired(new Apps(APPS, true).desired(1));
    }

    private static Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("with the archive", List.of());
        variants.put("without", List.of("-Xshare:off"));
        return variants;
    }

    /** One start's figures, in the order of the table. */
    private record Start(double synced, double reported, double processor, double resident, long writes) {

        Stream<Double> values() {
            return Stream.of(synced, reported, processor, resident, (double) writes);
        }
    }

    static void run() throws Exception {
        System.out.println(Machine.now());
        try (StartBench bench = new StartBench()) {
            bench.assemble();
            bench.start(List.of("-XX:DumpLoadedClassList=" + bench.loaded)); // Makes the objects.
            bench.writeClasses();
            Map<String, List<Series>> figures = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String name : VARIANTS.keySet()) {
                    List<Series> series = figures.computeIfAbsent(
                            name,
                            variant -> Stream.generate(Series::new).limit(5).toList());
                    List<Double> values =
                            bench.start(VARIANTS.get(name)).values().toList();
                    for (int i = 0; i < values.size(); i++) {
                        series.get(i).add(values.get(i));
                    }
                }
            }
            System.out.println("| started again, " + APPS + " apps | watches open, ms | first true report, ms"
                    + " | processor time by then, ms | resident then, MB | writes |\n|---|---|---|---|---|---|");
            figures.forEach((name, series) -> System.out.println("| " + name + " | "
                    + String.join(" | ", series.stream().map(Series::text).toList()) + " |"));
        }
    }

    /** Puts the image's files together. */
    private void assemble() throws IOException, InterruptedException {
        ProcessBuilder assemble = new ProcessBuilder("module/assemble", image.toString()).inheritIO();
        assemble.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assemble.environment().put("BUILD", Path.of("target", "quick").toString());
        if (assemble.start().waitFor() != 0) {
            throw new IllegalStateException("module/assemble failed");
        }
    }

    /** The run time's own classes among those that a module loaded, as {@code module/classes.list} has them. */
    private void writeClasses() throws IOException {
        List<String> own = Files.readAllLines(loaded).stream()
                .filter(line -> line.matches("(java|javax|jdk|sun)/.*") && !line.contains("source:"))
                .map(line -> line.split(" ", 2)[0])
                .distinct()
                .sorted()
                .toList();
        Files.write(Bench.FOLDER.resolve("classes.list"), own);
    }

    private Start start(List<String> options) throws Exception {
        JsonObject nothing = new JsonObject();
        nothing.add("status", JsonNull.INSTANCE);
        twin.report(nothing);
        cluster.requests().clear();
        long begun = System.nanoTime();
        Process module = process(options);
        AtomicBoolean over = new AtomicBoolean();
        Series synced = new Series();
        Thread watcher = Thread.ofPlatform().start(() -> watch(begun, synced, over));
        try {
            String version = Long.toString(twin.desiredVersion());
            boolean isTrue = twin.awaitReported(
                    reported -> ModuleProcess.text(reported, "status", "phase").equals("Converged")
                            && ModuleProcess.text(reported, "status", "appliedVersion")
                                    .equals(version),
                    PATIENCE);
            double reported = Contender.millisSince(begun);
            if (!isTrue) {
                throw new IllegalStateException("not converged; reported is " + twin.reported());
            }
            double processor = module.info().totalCpuDuration().orElseThrow().toMillis();
            double resident = resident(module.pid());
            over.set(true);
            watcher.join();
            Thread.sleep(WRITES_COME);
            long writes = cluster.requests().writes().size();
            return new Start(synced.quantile(1), reported, processor, resident, writes);
        } finally {
            over.set(true);
            end(module);
        }
    }

    /** Notes when the module opens a watch that it had not, until it is over. */
    private void watch(long begun, Series synced, AtomicBoolean over) {
        int open = 0;
        while (!over.get()) {
            int now = cluster.requests().watches().size();
            if (now > open) {
                open = now;
                synced.add(Contender.millisSince(begun));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Process process(List<String> options) throws IOException {
        Path home = image.resolve("opt/fairlead");
        List<String> command = new ArrayList<>();
        command.add(image.resolve("opt/java/bin/java").toString());
        command.add("@" + home.resolve("jvm.options"));
        command.addAll(options);
        command.addAll(List.of("-jar", home.resolve("fairlead.jar").toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(hub.moduleEnvironment("start", "fairlead"));
        builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        builder.environment().put("FAIRLEAD_PORT", "0");
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        Bench.FOLDER.resolve("start.log").toFile()))
                .start();
    }

    private static double resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    private static void end(Process module) throws InterruptedException {
        module.destroy();
        if (!module.waitFor(20, TimeUnit.SECONDS)) {
            module.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        hub.close();
        cluster.close();
        for (String left : List.of("kubeconfig", "admin.kubeconfig")) {
            Files.deleteIfExists(Bench.FOLDER.resolve(left));
        }
    }
}
