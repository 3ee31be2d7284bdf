package io.fairlead.model;

import java.util.Comparator;

/**
 * A problem, described for the person who can fix it.
 *
 * @param path the property it concerns, dotted from the root of the desired properties ({@code
 *      network.services.pools.default.addresses}), or an object of the cluster ({@code Service shop/shop-web})
 * @param code its stable name
 * @param message the cause and the fix, one or two sentences
 */
public record Problem(String path, Code code, String message) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::path).thenComparing(Problem::code).thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code path: Code: message}, as {@code ./fairlead validate} prints it. */
    @Override
    public String toString() {
        return path + ": " + code + ": " + message;
    }
}
