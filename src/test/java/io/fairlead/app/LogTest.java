package io.fairlead.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module's own log, by its own configuration, in a process of its own: the tests have another. */
class LogTest {

    private static final String FORGED = "<6> 2026-01-31 12:00:00 [INF] - ";

    /** A process that logs what others could have written. */
    static final class Logging {

        private Logging() {}

        public static void main(String[] arguments) {
            Logger log = LoggerFactory.getLogger(LogTest.class);
            log.warn("refused: {}", "a\n" + FORGED + "\u001b[32mall is well");
            RuntimeException cause = new IllegalArgumentException("b\n" + FORGED);
            log.error("failed", new IllegalStateException("a\r\n" + FORGED, cause));
        }
    }

    @Test
    void whateverIsLoggedBeginsNoLineAndGivesTheTerminalNoOrder() throws IOException {
        List<String> lines = logged();

        assertTrue(lines.get(0).startsWith("<4> "), lines::toString);
        assertTrue(lines.get(0).endsWith("[WRN] - refused: a\\n" + FORGED + "\\u001b[32mall is well"), lines::toString);
        assertTrue(lines.get(1).endsWith("[ERR] - failed"), lines::toString);
        assertEquals("java.lang.IllegalStateException: a\\r\\n" + FORGED, lines.get(2));
        assertTrue(lines.contains("Caused by: java.lang.IllegalArgumentException: b\\n" + FORGED), lines::toString);
        assertTrue(lines.size() < 25, lines::toString);
        assertTrue(lines.stream().skip(2).noneMatch(line -> line.startsWith("<")), lines::toString);
    }

    private static List<String> logged() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlogback.configurationFile=" + Path.of("src/main/resources/logback.xml"),
                        Logging.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
