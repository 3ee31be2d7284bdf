package io.fairlead.fleet.definition;

import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site: one row of the table.
 *
 * @param name its name, which is used as a file name too
 * @param device the device id in IoT Hub
 * @param groups its groups, in the order in which their files are merged
 * @param wave the name of its wave
 * @param values its values, by column, without empty ones
 * @param place the row
 */
public record Site(
        String name,
        String device,
        List<String> groups,
        String wave,
        SortedMap<String, JsonPrimitive> values,
        Place place) {

    /** Copies the collections. */
    public Site {
        groups = List.copyOf(groups);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
