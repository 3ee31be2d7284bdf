package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line writes color to a terminal only, and none if {@code NO_COLOR} is set (no-color.org). */
class ColorTest {

    private static final String COMMAND = "'"
            + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path") + "' io.fairlead.app.Main --help";

    @ParameterizedTest
    @CsvSource({"true,,true", "true,1,false", "false,,false"})
    void colorIsForATerminalWhoseUserWantsIt(boolean terminal, @Nullable String noColor, boolean colored)
            throws IOException, InterruptedException {
        assumeTrue(
                !terminal || Files.exists(Path.of("/usr/bin/script")), "script, which makes a terminal, is not there");
        ProcessBuilder builder = new ProcessBuilder(
                terminal ? List.of("script", "-qec", COMMAND, "/dev/null") : List.of("sh", "-c", COMMAND));
        builder.environment().keySet().removeIf(name -> name.equals("NO_COLOR") || name.startsWith("CLICOLOR"));
        builder.environment().put("TERM", "xterm");
        if (noColor != null) {
            builder.environment().put("NO_COLOR", noColor);
        }
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.contains("Commands:"), text);
        assertEquals(colored, text.contains("\u001b["), text);
    }
}
