package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Phase;
import io.fairlead.report.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/operations.md have what the code has, in its order. */
class OperationsDocTest {

    private static final Path DOC = Path.of("docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*\\S.*\\|");

    @Test
    void everyPhaseSaysWhatToDo() throws IOException {
        assertEquals(names(Phase.values()), rows("## Phases"));
    }

    @Test
    void everyEventSaysWhatToDo() throws IOException {
        assertEquals(names(Event.Type.values()), rows("## Events"));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> rows(String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOC);
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
    }
}
