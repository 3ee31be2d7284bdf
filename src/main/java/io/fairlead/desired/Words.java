package io.fairlead.desired;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command.
 *
 * @param words the words
 * @param isClosed whether every quote is closed and no backslash is the last character
 */
record Words(List<String> words, boolean isClosed) {

    static final Words NONE = new Words(List.of(), true);

    Words {
        words = List.copyOf(words);
    }

    /** The entries of an array unchanged, or a string that is split. */
    static Words of(JsonElement list) {
        if (!list.isJsonArray()) {
            return new Splitter(list.getAsString()).split();
        }
        return new Words(
                list.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList(),
                true);
    }

    /**
     * Splits at white space and handles quotes and backslashes as a shell does. Nothing is expanded, and shell operators are
     * ordinary characters.
     *
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02">Quoting</a>
     */
    private static final class Splitter {
        private static final String BLANKS = " \t\n\r";
        private static final String ESCAPED_IN_QUOTES = "\"\\$`\n";

        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean closed = true;
        private int at;

        Splitter(String text) {
            this.text = text;
        }

        Words split() {
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (BLANKS.indexOf(next) >= 0) {
                    end();
                } else {
                    take(next);
                }
            }
            end();
            return new Words(words, closed);
        }

        private void take(char next) {
            switch (next) {
                case '\'', '"' -> {
                    inWord = true;
                    quoted(next);
                }
                case '\\' -> escaped();
                default -> {
                    inWord = true;
                    word.append(next);
                }
            }
        }

        /** A backslash at the end of a line joins the two lines. */
        private void escaped() {
            if (at == text.length()) {
                closed = false;
            } else if (text.charAt(at) == '\n') {
                at++;
            } else {
                inWord = true;
                word.append(text.charAt(at++));
            }
        }

        private void quoted(char quote) {
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == quote) {
                    return;
                }
                if (next == '\\' && quote == '"' && at < text.length() && isEscapedInQuotes(text.charAt(at))) {
                    escaped();
                } else {
                    word.append(next);
                }
            }
            closed = false;
        }

        private static boolean isEscapedInQuotes(char next) {
            return ESCAPED_IN_QUOTES.indexOf(next) >= 0;
        }

        private void end() {
            if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
    }
}
