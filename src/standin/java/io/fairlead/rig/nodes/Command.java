package io.fairlead.rig.nodes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short commands of the system, run to their end. */
final class Command {

    /**
     * What a command came to.
     *
     * @param status its exit status
     * @param output what it said on both channels
     */
    record Outcome(int status, String output) {}

    private Command() {}

    /**
     * Runs it and gives what it said.
     *
     * @throws IllegalStateException with what it said when its status is not 0
     */
    static String run(List<String> command) {
        Outcome outcome = attempt(command);
        if (outcome.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with status " + outcome.status() + ": " + outcome.output());
        }
        return outcome.output();
    }

    static String run(String... command) {
        return run(List.of(command));
    }

    /** Runs it, whatever its status. */
    static Outcome attempt(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran: " + command, e);
        }
    }
}
