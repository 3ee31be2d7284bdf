package io.fairlead.convert;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The ConfigMaps of the source in one namespace. Values that an app uses are copied into it. */
final class ConfigMaps {

    /**
     * The content of a ConfigMap.
     *
     * @param resource the object
     * @param data its text entries
     */
    record Content(Resource resource, SortedMap<String, String> data) {}

    private final Map<String, Content> byName = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    void add(Resource resource) {
        byName.put(resource.name(), new Content(resource, resource.body().map("data")));
    }

    /** The ConfigMap, which counts as used from now on. */
    Optional<Content> find(String name) {
        used.add(name);
        return Optional.ofNullable(byName.get(name));
    }

    /** The value that a reference to a key points to. A broken reference is reported. */
    Optional<String> value(Taken reference) {
        Optional<String> name = reference.seenText("name");
        Optional<String> key = reference.seenText("key");
        Optional<String> value = name.flatMap(this::find)
                .flatMap(content ->
                        key.flatMap(of -> Optional.ofNullable(content.data().get(of))));
        if (value.isEmpty()) {
            reference.leaveWhole(
                    "its ConfigMap with this key is not in the source; convert it too, or write the value");
        } else {
            reference.used("name", "key");
            reference.expect("optional", "true", "false");
        }
        return value;
    }

    /** Reports each unused ConfigMap. Of a used one, only its other fields remain to be reported. */
    void end() {
        byName.forEach((name, content) -> {
            if (used.contains(name)) {
                content.resource().metadata().used("name", "namespace");
                content.resource().takeLabels(List.of());
                content.resource().body().expect("immutable", "true", "false");
            } else {
                content.resource().body().leaveWhole("no Deployment of the source takes files or variables from it");
            }
        });
    }

    /** The key of a file in {@code config}: letters, digits and hyphens, unique. */
    static String id(String file, JsonObject taken) {
        String plain =
                file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String base = plain.isEmpty()
                ? "file"
                : plain.substring(0, Math.min(plain.length(), 59)).replaceAll("-+$", "");
        String id = base;
        for (int i = 2; taken.has(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }
}
