package io.fairlead.text;

import io.fairlead.text.UnreadableText.Place;

/** A position in a JSON text that moves forward by tokens and reports errors at its place. */
final class JsonCursor {

    /** Marks the end of the text; JSON does not allow it outside of strings. */
    private static final char END = '\0';

    private final String text;
    private int at;
    private int counted;
    private int line = 1;
    private int lineStart;

    JsonCursor(String text) {
        this.text = text;
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    char peek() {
        return isAtEnd() ? END : text.charAt(at);
    }

    void skipSpace() {
        while (!isAtEnd() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean takeAfterSpace(char wanted) {
        skipSpace();
        return take(String.valueOf(wanted));
    }

    boolean take(String wanted) {
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    void expect(char wanted, String what) {
        if (!take(String.valueOf(wanted))) {
            throw unexpected(what);
        }
    }

    /** The string that starts here, without its quotes. */
    String string() {
        Place start = place();
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            if (isAtEnd() || peek() == '\n' || peek() == '\r') {
                throw new UnreadableText(
                        start,
                        "this text does not end in its line; close its double quotes, and write a line end as \\n");
            }
            char next = text.charAt(at);
            if (next == '"') {
                at++;
                return string.toString();
            }
            if (next < ' ') {
                throw wrong("a control character in a text; write a tab as \\t, others as \\u" + hex(next));
            }
            string.append(next == '\\' ? escaped() : next);
            at++;
        }
    }

    /** The character of an escape sequence. Afterwards the position is at the last character of the sequence. */
    private char escaped() {
        at++;
        char kind = peek();
        int plain = "\"\\/bfnrt".indexOf(kind);
        if (plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        int code = 0;
        for (int i = 1; kind == 'u' && i <= 4; i++) {
            int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
            code = digit < 0 || text.charAt(at + i) > 'f' || code < 0 ? -1 : code * 16 + digit;
        }
        if (kind != 'u' || code < 0) {
            at--;
            throw wrong("a backslash that begins no escape of JSON; write a backslash as \\\\");
        }
        at += 4;
        return (char) code;
    }

    private static String hex(char character) {
        return String.format("%04x", (int) character);
    }

    /** The number that starts here, as written. */
    String number() {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        boolean zero = peek() == '0';
        int whole = digits();
        if (whole == 0 || (zero && whole > 1)) {
            throw wrong(whole == 0 ? "a minus without digits" : "a number with a zero in front of it");
        }
        if (take(".") && digits() == 0) {
            throw wrong("a number without digits after its point");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            if (digits() == 0) {
                throw wrong("a number without digits after its e");
            }
        }
        return text.substring(start, at);
    }

    private int digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return at - start;
    }

    /** The error that the text here is not {@code wanted}. */
    UnreadableText unexpected(String wanted) {
        if (isAtEnd()) {
            return wrong("the text ends here, and something is not closed; " + wanted + " should follow");
        }
        return wrong(
                switch (peek()) {
                    case '/', '#' -> "a comment, which JSON does not have; remove it";
                    case '\'' -> "single quotes; JSON has double quotes around texts and keys";
                    case '}', ']', ',' -> wanted + " is missing before " + peek() + "; is there a comma too many?";
                    default ->
                        Character.isLetterOrDigit(peek()) && wanted.contains("quotes")
                                ? "a key without quotes; JSON has double quotes around keys"
                                : wanted + " is missing before " + shown();
                });
    }

    /** The word or character here. */
    private String shown() {
        int end = at;
        while (end < text.length() && end < at + 20 && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        if (end > at) {
            return text.substring(at, end);
        }
        return peek() < ' ' ? "the control character \\u" + hex(peek()) : String.valueOf(peek());
    }

    UnreadableText wrong(String why) {
        return new UnreadableText(place(), why);
    }

    /** The current place. Lines are counted from the previous place, so asking at each key takes linear time. */
    Place place() {
        for (; counted < at && counted < text.length(); counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new Place(line, at - lineStart + 1);
    }
}
