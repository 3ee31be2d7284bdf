package io.fairlead.fleet.definition;

import io.fairlead.desired.NearestKey;
import java.util.Collection;
import java.util.Comparator;

/**
 * A problem in the files of a fleet.
 *
 * @param place the file and line
 * @param message the cause and the remedy
 */
public record FleetProblem(Place place, String message) implements Comparable<FleetProblem> {

    private static final Comparator<FleetProblem> ORDER = Comparator.<FleetProblem, String>comparing(
                    problem -> problem.place().file())
            .thenComparingInt(problem -> problem.place().line())
            .thenComparing(FleetProblem::message);

    @Override
    public int compareTo(FleetProblem other) {
        return ORDER.compare(this, other);
    }

    /** {@code file: line n: message}. */
    @Override
    public String toString() {
        return place + ": " + message;
    }

    /** {@code "; did you mean 'x'?"} for the nearest of the known names; empty if none is near. */
    public static String nearest(String name, Collection<String> known) {
        return NearestKey.of(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }
}
