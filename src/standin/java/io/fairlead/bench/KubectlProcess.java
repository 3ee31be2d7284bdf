package io.fairlead.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * kubectl as a process for each call, which keeps its discovery cache between them.
 *
 * @param kubectl the executable
 * @param kubeconfig as whom it calls
 * @param folder where its cache, its log and its files are
 */
record KubectlProcess(Path kubectl, Path kubeconfig, Path folder) {

    /** Runs it and gives the milliseconds of the whole process; another end than success is an IllegalStateException. */
    double run(List<String> arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(arguments);
        return timed(command);
    }

    /** kubectl with the options that are the same in each call. */
    List<String> command() {
        return List.of(
                kubectl.toString(),
                "--kubeconfig=" + kubeconfig,
                "--cache-dir=" + folder.resolve("cache").toAbsolutePath());
    }

    /** Runs any command, as {@link #run}. */
    double timed(List<String> command) {
        Path log = folder.resolve("kubectl.log");
        long begun = System.nanoTime();
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            double millis = Contender.millisSince(begun);
            if (status != 0) {
                throw new IllegalStateException("kubectl ended with status " + status + ", see " + log);
            }
            return millis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file into the folder. */
    Path write(String name, String text) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
