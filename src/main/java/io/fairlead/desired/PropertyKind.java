package io.fairlead.desired;

import java.util.List;

/** The type of a desired property, for sources that hold every value as text, for example a column of a table. */
public enum PropertyKind {
    /** A whole number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A string, or any property of unknown type. */
    TEXT;

    /** The type of the property at these keys, from the root. */
    public static PropertyKind of(List<String> path) {
        Shape at = Keys.ROOT;
        for (String key : path) {
            at = below(at, key);
        }
        if (at instanceof Shape.Whole) {
            return NUMBER;
        }
        return at instanceof Shape.Flag ? FLAG : TEXT;
    }

    private static Shape below(Shape at, String key) {
        if (at instanceof Shape.Keyed map) {
            return map.value();
        }
        if (at instanceof Shape.Fields fields && fields.keys().containsKey(key)) {
            return fields.keys().get(key).shape();
        }
        return new Shape.Anything();
    }
}
