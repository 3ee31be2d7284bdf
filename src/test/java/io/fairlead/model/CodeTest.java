package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each code says of itself. {@code -Dgolden.update=true} writes the tables of docs/twin.md anew. */
class CodeTest {

    private static final Path PAGE = Path.of("docs", "twin.md");

    @Test
    void theTablesOfThePageAreWhatTheCodesSay() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = with(table(false), with(table(true), page, "### In the document"), "### Against the cluster");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, wanted);
        }
        assertEquals(wanted, Files.readString(PAGE));
    }

    /** The page with {@code table} in place of the one that follows {@code heading}. */
    private static String with(String table, String page, String heading) {
        int begin = page.indexOf("\n| code |", page.indexOf("\n" + heading + "\n")) + 1;
        int end = page.indexOf("\n\n", begin) + 1;
        return page.substring(0, begin) + table + page.substring(end);
    }

    private static String table(boolean inDocument) {
        String head = inDocument
                ? "| code | cause | fix |\n|---|---|---|\n"
                : "| code | cause | fixed by | fix |\n|---|---|---|---|\n";
        return head
                + Arrays.stream(Code.values())
                        .filter(code -> code.isInDocument() == inDocument)
                        .map(code ->
                                "| `" + code + "` | " + (code.isWarning() ? "a warning: " : "") + cell(code.cause())
                                        + " | "
                                        + (inDocument ? "" : code.fixedBy().words() + " | ")
                                        + cell(code.fix()) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    @ParameterizedTest
    @EnumSource
    void aCodeSaysWhatItMeansAndHowItIsFixedAndGivesAnExample(Code code) {
        assertFalse(
                code.cause().isBlank() || code.fix().isBlank() || code.example().isBlank());
        assertFalse(code.cause().endsWith(".") || code.fix().endsWith("."), "no full stop in a cell");
        assertEquals(Optional.of(code), Code.of(code.name().toLowerCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest
    @EnumSource
    void onlyACodeThatTheTwinCanFixIsOfTheDocument(Code code) {
        assertTrue(!code.isInDocument() || code.fixedBy() == FixedBy.TWIN, code::toString);
    }
}
