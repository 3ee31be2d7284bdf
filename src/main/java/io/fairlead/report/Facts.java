package io.fairlead.report;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * The lasting facts of a report.
 *
 * @param all the facts
 */
public record Facts(List<Fact> all) {

    /** Copies the list. */
    public Facts {
        all = List.copyOf(all);
    }

    /** The facts in reported properties. */
    public static Facts of(JsonObject report) {
        return new Facts(Fact.of(report));
    }
}
