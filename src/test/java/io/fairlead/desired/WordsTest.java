package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of a command line: those that a real shell finds. */
class WordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx -g 'daemon off;'",
                "sh -c \"echo \\\"hello\\\" '\\$x'\"",
                "  a\tb  c  ",
                "a'b c'd\"e f\"g\\ h",
                "'' \"\" a",
                "\"a\\b\\\\c\\`d\"",
                "'a\\b\\\\c\\\"'",
                "a\\\nb \"c\\\nd\"",
                "\\'x\\'",
                "--flag=\"x y\" -e=''",
                ""
            })
    void aShellFindsTheSame(String text) throws IOException {
        Words words = split(text);

        assertTrue(words.isClosed());
        assertEquals(shell(text), words.words());
    }

    @Test
    void nothingIsExpandedAndNoCharacterIsAnOperator() {
        assertEquals(
                List.of("a", "$HOME", "`b`", "*", "|", "c", ">", "/d", "#", "e;f", "$(G)", "~"),
                split("a\n$HOME `b` * | c > /d # e;f $(G) ~").words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a\\", "\"a\\", "a 'b' \"c d"})
    void anOpenQuoteIsTold(String text) {
        assertFalse(split(text).isClosed());
    }

    private static Words split(String text) {
        return Words.of(new JsonPrimitive(text));
    }

    private static List<String> shell(String text) throws IOException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "for word in " + text.strip() + "\ndo printf '%s\\0' \"$word\"; done")
                .start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(out.split("\0", -1)));
        words.removeLast();
        return words;
    }
}
