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

/** The ConfigMaps of the source in one namespace. What an app takes of them is written into it. */
final class ConfigMaps {

    /**
     * One of them.
     *
     * @param resource the object
     * @param data its texts
     */
    record Content(Resource resource, SortedMap<String, String> data) {}

    private final Map<String, Content> byName = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    void add(Resource resource) {
        byName.put(resource.name(), new Content(resource, resource.body().map("data")));
    }

    /** The ConfigMap, which from now on counts as used. */
    Optional<Content> find(String name) {
        used.add(name);
        return Optional.ofNullable(byName.get(name));
    }

    /** The text that a reference to a key means; without one the reference is told. */
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

    /** Tells of those that no app took anything of; of the others there is nothing left to tell but what they have besides. */
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

    /** The key of a file in {@code config}: letters, digits and hyphens, each once. */
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
