package io.fairlead.fleet.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.fleet.definition.SiteDocument;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The common part of the documents of all sites.
 *
 * @param same the values that are equal in all documents, by the shortest such path
 * @param differing the paths of values that differ between sites or are missing at a site
 */
public record CommonPart(SortedMap<String, JsonElement> same, SortedSet<String> differing) {

    /** Never part of a configuration: a module refuses the whole document of a twin that loses it. */
    private static final String SCHEMA = "schema";

    /** Copies the collections. */
    public CommonPart {
        same = Collections.unmodifiableSortedMap(new TreeMap<>(same));
        differing = Collections.unmodifiableSortedSet(new TreeSet<>(differing));
    }

    /** The common part of these documents, without {@code schema}. */
    public static CommonPart of(List<SiteDocument> documents) {
        SortedMap<String, JsonElement> same = new TreeMap<>();
        SortedSet<String> differing = new TreeSet<>();
        collect("", documents.stream().map(SiteDocument::desired).toList(), same, differing);
        same.remove(SCHEMA);
        return new CommonPart(same, differing);
    }

    private static void collect(
            String path, List<JsonObject> sites, SortedMap<String, JsonElement> same, SortedSet<String> differing) {
        SortedSet<String> keys = new TreeSet<>();
        sites.forEach(site -> keys.addAll(site.keySet()));
        for (String key : keys) {
            String here = path.isEmpty() ? key : path + "." + key;
            List<JsonElement> values = sites.stream()
                    .map(site -> site.get(key))
                    .filter(Objects::nonNull)
                    .toList();
            boolean isEverywhere = values.size() == sites.size();
            if (isEverywhere && values.stream().distinct().count() == 1) {
                same.put(here, values.get(0));
            } else if (isEverywhere && values.stream().allMatch(JsonElement::isJsonObject)) {
                collect(here, values.stream().map(JsonElement::getAsJsonObject).toList(), same, differing);
            } else {
                differing.add(here);
            }
        }
    }
}
