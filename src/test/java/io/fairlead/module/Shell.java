package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commands of the packaging, run to their end. */
final class Shell {

    private Shell() {}

    /** Makes an image under a umask, with further variables set; returns what was said. */
    static String run(String umask, Path target, String... environment) throws IOException, InterruptedException {
        return output(
                "bash",
                "-c",
                "umask " + umask + " && export JAVA_HOME=\"$0\" && exec env \"${@:3}\" \"$1\" \"$2\"",
                System.getProperty("java.home"),
                Path.of("module", "image").toAbsolutePath().toString(),
                target.toString(),
                environment.length == 0 ? "TZ=Asia/Tokyo" : environment[0]);
    }

    /** What a command says that ends well. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
