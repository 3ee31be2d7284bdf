package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import io.fairlead.model.Code;
import io.fairlead.model.ConfigFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of an app. A file is for the tiers that it names, or for all. */
final class ConfigReader {

    /** The key of the files. */
    static final String KEY = "config";

    /** The most files of an app. Each is copied for each of its tiers. */
    private static final int MOST = 64;

    /**
     * A file and the tiers that get it.
     *
     * @param id its id
     * @param file its path and content
     * @param tiers the ids of the tiers that get it
     */
    private record Given(String id, ConfigFile file, Set<String> tiers) {

        /** Whether one tier would get both files, and one path equals the other or is a folder of it. */
        boolean collides(Given other) {
            String here = file.path();
            String there = other.file.path();
            return !id.equals(other.id)
                    && (here.equals(there) || here.startsWith(there + "/") || there.startsWith(here + "/"))
                    && !Collections.disjoint(tiers, other.tiers);
        }
    }

    private final String path;
    private final Values values;
    private final Problems problems;
    private final List<Given> files = new ArrayList<>();

    /**
     * A reader of the files of the app at {@code path}.
     *
     * @param values the valid part of its {@code config}, from {@link ShapeCheck}
     */
    ConfigReader(String path, Values values, Problems problems) {
        this.path = in(path, KEY);
        this.values = values;
        this.problems = problems;
    }

    /** The files of each tier by their ids. */
    SortedMap<String, SortedMap<String, ConfigFile>> read(Set<String> tiers) {
        SortedSet<String> ids = new TreeSet<>(values.clean().keySet());
        if (ids.size() > MOST) {
            problems.add(
                    path,
                    Code.TooLarge,
                    "The app has " + ids.size() + " files, and takes at most " + MOST
                            + "; put what is the same everywhere into the image.");
        }
        ids.stream().limit(MOST).forEach(id -> read(id, values.object(id), tiers));
        places();
        SortedMap<String, SortedMap<String, ConfigFile>> byTier = new TreeMap<>();
        for (Given given : files) {
            for (String tier : given.tiers()) {
                byTier.computeIfAbsent(tier, any -> new TreeMap<>()).put(given.id(), given.file());
            }
        }
        return Collections.unmodifiableSortedMap(byTier);
    }

    private void read(String id, Values file, Set<String> tiers) {
        String at = in(path, id);
        String target = file.text("path").orElse("");
        String content = file.get("content").map(JsonElement::getAsString).orElse("");
        if (!file.has("path")) {
            return; // The shape check has reported it.
        }
        if (!NameRule.PATH.allows(target)) {
            problems.add(
                    in(at, "path"),
                    Code.BadName,
                    quoted(target) + " is not the path of a file; use " + NameRule.PATH.told() + ".");
        }
        if (SecretNames.looksSecret(target.substring(target.lastIndexOf('/') + 1), content)) {
            problems.add(in(at, "content"), Code.SecretInTwin, SecretNames.IN_A_FILE);
        }
        SortedSet<String> named = new TreeSet<>(file.entries("tiers"));
        for (String tier : named) {
            if (!tiers.contains(tier)) {
                problems.add(
                        in(at, "tiers"),
                        Code.UnknownReference,
                        quoted(tier) + " is no tier of this app" + problems.nearest(tier, tiers));
            }
        }
        files.add(new Given(id, new ConfigFile(target, content), named.isEmpty() ? tiers : named));
    }

    /** Checks that no two files of a tier have the same path, and that no file is where another has a folder. */
    private void places() {
        for (Given given : files) {
            files.stream()
                    .filter(given::collides)
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            in(in(path, given.id()), "path"),
                            Code.NameCollision,
                            "It and `" + in(path, other.id()) + "` cannot both be in one tier, at "
                                    + quoted(given.file().path()) + " and "
                                    + quoted(other.file().path()) + "; move one."));
        }
    }
}
