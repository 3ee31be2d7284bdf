package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.fairlead.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody who can write the twin might try to get out of the sandbox of an app: every row of the table in
 * docs/security.md is refused as the row says.
 */
class SandboxEscapeTest {

    private static final Pattern ROW = Pattern.compile("\\| .* \\| `(\\{.*\\})` \\| `(\\w+)` \\|");

    /**
     * A row.
     *
     * @param app what the twin says of an app
     * @param code with what it is refused
     */
    record Attempt(String app, String code) {}

    static List<Attempt> attempts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("docs/security.md"))) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Attempt(row.group(1), row.group(2)))
                    .toList();
        }
    }

    @Test
    void theTableIsRead() throws IOException {
        assertTrue(attempts().size() > 20, () -> "rows of docs/security.md are not recognized");
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void isRefused(Attempt attempt) {
        String document = "{\"schema\":1,\"apps\":{\"x\":" + attempt.app() + "}}";
        List<Problem> problems = DesiredParser.parse(
                        1, JsonParser.parseString(document).getAsJsonObject())
                .problems();
        assertTrue(
                problems.stream()
                        .anyMatch(problem -> problem.code().name().equals(attempt.code())
                                && problem.path().startsWith("apps.x")),
                () -> attempt + " gives " + problems);
    }
}
