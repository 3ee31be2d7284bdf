package io.fairlead.text;

import java.util.Optional;

/** A text cannot be read. The message says where, and why in plain words. */
public final class UnreadableText extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** An error without a place, because it concerns the whole text. */
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

    /** A duplicate key in an object; without an error the first value would be lost. */
    static UnreadableText twice(String key, Place first, Place second) {
        return new UnreadableText(
                second, "the key \"" + key + "\" is already at " + first + "; remove or rename one of the two");
    }
}
