package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
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
                "umask " + umask + " && export JAVA_HOME=\"$0\" BUILD=\"$1\" && exec env \"${@:4}\" \"$2\" \"$3\"",
                System.getProperty("java.home"),
                build().toString(),
                Path.of("module", "image").toAbsolutePath().toString(),
                target.toString(),
                environment.length == 0 ? "TZ=Asia/Tokyo" : environment[0]);
    }

    /** Where Maven has put these classes, and the module's jar. */
    static Path build() {
        try {
            return Path.of(Shell.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(".")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command says that ends well. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
