package io.fairlead.doctor;

/**
 * The result of a check.
 *
 * @param level its severity
 * @param check the subject of the check, in one or two words
 * @param message the result
 * @param mend what to do, with the command to run; empty if there is nothing to do
 */
public record Finding(Level level, String check, String message, String mend) {

    /** The severity of a finding. */
    public enum Level {
        /** As expected. */
        ok,
        /** The module works, with limits. */
        warning,
        /** The module, or a part of it, does not work. */
        error
    }

    /** One line, whatever characters names and answers contain. */
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
