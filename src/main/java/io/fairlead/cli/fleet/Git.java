package io.fairlead.cli.fleet;

import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The git repository of a folder, read by the command {@code git}.
 *
 * @param folder the folder
 */
public record Git(Path folder) {

    /**
     * The full hash of a revision.
     *
     * @throws UnreadableText if there is no such revision
     */
    String commit(String revision) {
        return text("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    }

    /** The files of the folder with uncommitted changes, one on each line. */
    String uncommitted() {
        return text("status", "--porcelain", "--", ".");
    }

    /**
     * Runs git and returns its standard output.
     *
     * @throws UnreadableText if git fails, with the first line of its standard error
     */
    public byte[] run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("fairlead-git", ".txt");
            try {
                Process git = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                git.getOutputStream().close();
                byte[] out = git.getInputStream().readAllBytes();
                if (git.waitFor() != 0) {
                    String why = Files.readString(errors).lines().findFirst().orElse("no such revision");
                    throw new UnreadableText("git " + arguments[0] + " in " + folder + ": " + why);
                }
                return out;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException absent) {
            throw new UnreadableText("git cannot be run: " + absent.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted");
        }
    }

    private String text(String... arguments) {
        return new String(run(arguments), StandardCharsets.UTF_8).strip();
    }
}
