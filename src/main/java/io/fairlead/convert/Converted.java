package io.fairlead.convert;

import com.google.gson.JsonObject;
import io.fairlead.model.Problem;
import java.util.List;

/**
 * What a conversion gives.
 *
 * @param desired the desired properties
 * @param left what could not be carried over, in the order of the source; empty where everything was
 * @param warnings what is said of the desired properties all the same, such as secrets in them
 */
public record Converted(JsonObject desired, List<Left> left, List<Problem> warnings) {

    /** Copies the lists. */
    public Converted {
        desired = desired.deepCopy();
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }

    /** A copy: JSON objects can change. */
    @Override
    public JsonObject desired() {
        return desired.deepCopy();
    }
}
