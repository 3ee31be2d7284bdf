package io.fairlead.doctor;

/**
 * What a check found.
 *
 * @param level how bad it is
 * @param check what was looked at, in one or two words
 * @param message what was found
 * @param mend what to do, with the line to enter; empty where there is nothing to do
 */
public record Finding(Level level, String check, String message, String mend) {

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        ok,
        /** The module works, with less than it could. */
        warning,
        /** The module does not work, or a part of it. */
        error
    }

    /** One line, whatever names and answers are in it. */
    public Finding {
        message = message.replaceAll("\\p{Cntrl}+", " ");
    }

    static Finding ok(String check, String message) {
        return new Finding(Level.ok, check, message, "");
    }

    static Finding warning(String check, String message, String mend) {
        return new Finding(Level.warning, check, message, mend);
    }

    static Finding error(String check, String message, String mend) {
        return new Finding(Level.error, check, message, mend);
    }

    /** {@code level  check: message. mend} */
    @Override
    public String toString() {
        return "%-8s%s: %s%s".formatted(level, check, message, mend.isEmpty() ? "" : "; " + mend);
    }
}
