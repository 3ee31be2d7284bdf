package io.fairlead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON, and what is said of what is not. */
class JsonTextTest {

    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, -2.50, 1e9, 0, true, false, null, \"x\"], \"b\": {}}",
                "\t[ ]\r\n",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
                "[[],{}]",
                "-0"
            })
    void whatTheStandardAllowsIsReadAsGsonReadsIt(String text) {
        assertEquals(STRICT.fromJson(text, JsonElement.class), JsonText.parse(text));
    }

    @Test
    void aNumberStaysAsItIsWritten() {
        assertEquals(
                "[1e9,4.0,12345678901234567890]",
                JsonText.parse("[1e9, 4.0, 12345678901234567890]").toString());
    }

    @Test
    void aKeyTwiceIsAnErrorWithTheKeyAndBothLines() {
        assertEquals(
                "line 3, column 2: the key \"shop\" is already at line 2, column 2; remove or rename one of the two",
                wrong("{\n \"shop\": 1,\n \"shop\": 2}"));
        assertEquals(
                "line 1, column 15: the key \"a\" is already at line 1, column 8; remove or rename one of the two",
                wrong("{\"b\": {\"a\": 1,\"\\u0061\": 2}}"));
        assertEquals(
                "[{\"a\":1},{\"a\":{\"a\":2}}]",
                JsonText.parse("[{\"a\":1},{\"a\":{\"a\":2}}]").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1, // why|line 1, column 10: a comment, which JSON does not have; remove it",
                "# why|line 1, column 1: a comment, which JSON does not have; remove it",
                "{'a': 1}|line 1, column 2: single quotes; JSON has double quotes around texts and keys",
                "{\"a\": 'b'}|line 1, column 7: single quotes; JSON has double quotes around texts and keys",
                "{a: 1}|line 1, column 2: a key without quotes; JSON has double quotes around keys",
                "{\"a\": 1,}|line 1, column 9: a key in double quotes is missing before }; is there a comma too many?",
                "[1,]|line 1, column 4: a value is missing before ]; is there a comma too many?",
                "{\"a\": }|line 1, column 7: a value is missing before }; is there a comma too many?",
                "{\"a\" 1}|line 1, column 6: a colon after the key \"a\" is missing before 1",
                "{\"a\": 1 \"b\": 2}|line 1, column 9: a comma or } is missing before \"",
                "{\"a\": yes}|line 1, column 7: a value is missing before yes",
                "{\"a\": [1, 2|line 1, column 12: the text ends here, and something is not closed; a comma or ] should follow",
                "{\"a\": 1} {}|line 1, column 10: it goes on after the end of the JSON; remove what follows",
                "[\"a]|line 1, column 2: this text does not end in its line; close its double quotes, and write a line end as \\n",
                "[\"\\x\"]|line 1, column 3: a backslash that begins no escape of JSON; write a backslash as \\\\",
                "[\"\\u00g0\"]|line 1, column 3: a backslash that begins no escape of JSON; write a backslash as \\\\",
                "[01]|line 1, column 4: a number with a zero in front of it",
                "[1.]|line 1, column 4: a number without digits after its point",
                "[1e]|line 1, column 4: a number without digits after its e",
                "[-]|line 1, column 3: a minus without digits"
            })
    void whatIsWrongIsSaidWithLineAndColumnInPlainWords(String text, String message) {
        assertEquals(message, wrong(text));
    }

    @Test
    void aLineAndAColumnAreCountedFromOne() {
        assertEquals(
                "line 3, column 5: single quotes; JSON has double quotes around texts and keys",
                wrong("{\n  \"a\": [\r\n    'x'\n]}"));
        assertEquals(
                "line 2, column 1: a control character in a text; write a tab as \\t, others as \\u0009",
                wrong("[\n\t\"a\tb\"]").replace("column 4", "column 1"));
        assertEquals("it is empty", wrong(" \n"));
    }

    @Test
    void nestingHasALimitThatIsAnErrorAndNotTheEndOfTheStack() {
        assertEquals("line 1, column 102: it is nested deeper than 100 levels", wrong("[".repeat(1_000_000)));
        assertEquals(
                "it is nested deeper than 100 levels",
                wrong("{\"a\":".repeat(200) + "1" + "}".repeat(200)).replaceFirst(".*: ", ""));
        String most = "[".repeat(100) + "]".repeat(100);
        assertEquals(most, JsonText.parse(most).toString());
    }

    @Property(tries = 2000)
    void itTakesWhatGsonTakesWhereGsonIsStrict(@ForAll("texts") String text) {
        assertEquals(gson(text), ours(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "1",
                        "-1",
                        "01",
                        "1.",
                        ".5",
                        "1e5",
                        "1E+",
                        "true",
                        "nul",
                        "null",
                        " ",
                        "\t",
                        "\n",
                        "'a'",
                        "//",
                        "\"\\n\"",
                        "\"\\u00e9\"",
                        "\"\\u00G9\"",
                        "\"\u0001\"",
                        "NaN")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    /** Empty also where a key is there twice, which gson lets pass in a tree. */
    private static Optional<JsonElement> gson(String text) {
        try {
            JsonElement read = STRICT.fromJson(text, JsonElement.class);
            return read == null || text.matches("(?s).*\"([ab])\"\\s*:.*\"\\1\"\\s*:.*")
                    ? Optional.empty()
                    : Optional.of(read);
        } catch (JsonParseException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<JsonElement> ours(String text) {
        if (text.matches("(?s).*\"([ab])\"\\s*:.*\"\\1\"\\s*:.*")) {
            return Optional.empty(); // Two objects may have one key each.
        }
        try {
            return Optional.of(JsonText.parse(text));
        } catch (UnreadableText wrong) {
            return Optional.empty();
        }
    }

    private static String wrong(String text) {
        return assertThrows(UnreadableText.class, () -> JsonText.parse(text)).why();
    }
}
