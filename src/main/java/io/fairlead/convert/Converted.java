package io.fairlead.convert;

import com.google.gson.JsonObject;
import io.fairlead.model.Problem;
import java.util.List;

/**
 * The result of a conversion.
 *
 * @param desired the desired properties
 * @param left what could not be carried over, in the order of the source; empty if everything was
 * @param notes what is reported although it changes nothing
 * @param warnings warnings about the resulting desired properties, for example secrets in them
 * @param unreadable the sources that could not be read, each with its name and the reason
 */
public record Converted(
        JsonObject desired, List<Left> left, List<Left> notes, List<Problem> warnings, List<String> unreadable) {

    /** Copies the lists. */
    public Converted {
        desired = desired.deepCopy();
        left = List.copyOf(left);
        notes = List.copyOf(notes);
        unreadable = List.copyOf(unreadable);
        warnings = List.copyOf(warnings);
    }

    /** A copy, because JSON objects are mutable. */
    @Override
    public JsonObject desired() {
        return desired.deepCopy();
    }
}
