package io.fairlead.text;

import java.util.Optional;

/** A text that cannot be read. The message says where, and why in plain words. */
public final class UnreadableText extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Without a place: it concerns the text as a whole. */
    public UnreadableText(String why) {
        super(why);
    }

    UnreadableText(Place place, String why, Throwable cause) {
        super(place + ": " + why, cause);
    }

    UnreadableText(Place place, String why) {
        super(place + ": " + why);
    }

    /** The message, which is never null. */
    public String why() {
        return Optional.ofNullable(getMessage()).orElse("");
    }

    /**
     * A place in the text.
     *
     * @param line the line, from 1
     * @param column the column, from 1
     */
    record Place(int line, int column) {
        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    /** A key that an object has twice: without an error the first one would be lost. */
    static UnreadableText twice(String key, Place first, Place second) {
        return new UnreadableText(
                second, "the key \"" + key + "\" is already at " + first + "; remove or rename one of the two");
    }
}
