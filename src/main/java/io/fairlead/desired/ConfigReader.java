package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import io.fairlead.model.Code;
import io.fairlead.model.ConfigFile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files of an app, each for the tiers that it names or for all. */
final class ConfigReader {

    /** The key of the files. */
    static final String KEY = "config";

    private final String path;
    private final Values values;
    private final Problems problems;
    private final SortedMap<String, SortedMap<String, ConfigFile>> byTier = new TreeMap<>();

    /**
     * A reader of the files of the app at {@code path}.
     *
     * @param values what {@link ShapeCheck} left of its {@code config}
     */
    ConfigReader(String path, Values values, Problems problems) {
        this.path = in(path, KEY);
        this.values = values;
        this.problems = problems;
    }

    /** The files of each tier by their ids. */
    SortedMap<String, SortedMap<String, ConfigFile>> read(Set<String> tiers) {
        for (String id : values.clean().keySet()) {
            read(id, values.object(id), tiers);
        }
        byTier.values().forEach(this::places);
        return Collections.unmodifiableSortedMap(byTier);
    }

    private void read(String id, Values file, Set<String> tiers) {
        String at = in(path, id);
        String target = file.text("path").orElse("");
        String content = file.get("content").map(JsonElement::getAsString).orElse("");
        if (!file.has("path")) {
            return; // The check of its shape has told why.
        }
        if (!NameRule.PATH.allows(target)) {
            problems.add(
                    in(at, "path"),
                    Code.BadName,
                    quoted(target) + " is not the path of a file; use " + NameRule.PATH.told() + ".");
        }
        if (SecretNames.looksSecret(target.substring(target.lastIndexOf('/') + 1), content)) {
            problems.add(
                    in(at, "content"),
                    Code.SecretInTwin,
                    "It looks like a secret, and everyone with service rights can read it here; keep secrets out of the twin.");
        }
        List<String> named = file.entries("tiers");
        named.stream()
                .filter(tier -> !tiers.contains(tier))
                .forEach(tier -> problems.add(
                        in(at, "tiers"),
                        Code.UnknownReference,
                        quoted(tier) + " is no tier of this app"
                                + NearestKey.of(tier, tiers)
                                        .map(nearest -> "; the nearest is " + quoted(nearest))
                                        .orElse("")
                                + "."));
        for (String tier : named.isEmpty() ? tiers : named) {
            byTier.computeIfAbsent(tier, any -> new TreeMap<>()).put(id, new ConfigFile(target, content));
        }
    }

    /** No two files of a tier at one place, and none where another has a folder. */
    private void places(SortedMap<String, ConfigFile> files) {
        for (Map.Entry<String, ConfigFile> file : files.entrySet()) {
            for (Map.Entry<String, ConfigFile> other : files.entrySet()) {
                String here = file.getValue().path();
                String there = other.getValue().path();
                if (!file.getKey().equals(other.getKey())
                        && (here.equals(there) || here.startsWith(there + "/") || there.startsWith(here + "/"))) {
                    problems.add(
                            in(in(path, file.getKey()), "path"),
                            Code.NameCollision,
                            "It and `" + in(path, other.getKey()) + "` cannot both be in one tier, at " + here + " and "
                                    + there + "; move one.");
                    break;
                }
            }
        }
    }
}
