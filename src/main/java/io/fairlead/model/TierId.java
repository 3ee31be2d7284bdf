package io.fairlead.model;

import java.util.Comparator;

/**
 * The identity of a tier in the twin. An app in short form has one tier, whose id is the app's.
 *
 * @param app the app's id
 * @param tier the tier's id
 */
public record TierId(String app, String tier) implements Comparable<TierId> {

    private static final Comparator<TierId> ORDER =
            Comparator.comparing(TierId::app).thenComparing(TierId::tier);

    @Override
    public int compareTo(TierId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return app + "/" + tier;
    }
}
