package io.fairlead.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is measured on.
 *
 * @param cores processors
 * @param load how many processes wanted one, over the last minute
 */
record Machine(int cores, double load) {

    static Machine now() {
        try {
            String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
            return new Machine(Runtime.getRuntime().availableProcessors(), Double.parseDouble(load));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether others use it so much that times say little. */
    boolean isBusy() {
        return load > cores;
    }

    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%d cores, load average %.1f", cores, load);
        return isBusy()
                ? text + " BEFORE the run: the machine is busy, times are too long and ratios rough"
                : text + " before the run";
    }
}
