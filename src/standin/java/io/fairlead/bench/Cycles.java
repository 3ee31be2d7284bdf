package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cycles of a module's loop so far.
 *
 * @param count how many
 * @param millis their durations together
 * @param processorMillis how long its thread used a core
 */
record Cycles(double count, double millis, double processorMillis) {

    private static final String THREAD = "loop";

    /** What a module counts of itself, and the kernel of its thread (Linux). */
    static Cycles of(ModuleProcess module) throws IOException, InterruptedException {
        String metrics = module.get("/metrics");
        return new Cycles(
                value(metrics, "count"), 1000 * value(metrics, "sum"), processorNanos(module.processId()) / 1e6);
    }

    /** The cycles between two looks. */
    Cycles since(Cycles before) {
        return new Cycles(count - before.count, millis - before.millis, processorMillis - before.processorMillis);
    }

    /** The mean duration. */
    double mean() {
        return millis / count;
    }

    /** The mean processor time. */
    double meanProcessor() {
        return processorMillis / count;
    }

    private static double value(String metrics, String suffix) {
        Matcher line = Pattern.compile("(?m)^fairlead_cycle_duration_seconds_" + suffix + "\\{.*} (\\S+)$")
                .matcher(metrics);
        if (!line.find()) {
            throw new IllegalStateException("no such series in " + metrics);
        }
        return Double.parseDouble(line.group(1));
    }

    private static long processorNanos(long process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).strip().equals(THREAD)) {
                    return Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
        }
        throw new IllegalStateException("process " + process + " has no thread " + THREAD);
    }
}
