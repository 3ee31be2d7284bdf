package io.fairlead.convert;

import com.google.gson.JsonObject;
import io.fairlead.model.Problem;
import java.util.List;

/**
 * What a conversion gives.
 *
 * @param desired the desired properties
 * @param left what could not be carried over, in the order of the source; empty where everything was
 * @param notes what is told though it changes nothing
 * @param warnings what is said of the desired properties all the same, such as secrets in them
 * @param unreadable the sources that could not be read, each with its name and why
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

    /** A copy: JSON objects can change. */
    @Override
    public JsonObject desired() {
        return desired.deepCopy();
    }
}
