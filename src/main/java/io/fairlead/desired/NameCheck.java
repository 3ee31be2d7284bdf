package io.fairlead.desired;

import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The check that no two tiers have the same object name in one namespace. */
final class NameCheck {

    /**
     * A tier and its problems.
     *
     * @param path its path
     * @param problems the problems of its app
     */
    private record Named(String path, Problems problems) {}

    private NameCheck() {}

    static void check(Collection<AppReader.Draft> apps) {
        SortedMap<String, List<Named>> byName = new TreeMap<>();
        for (AppReader.Draft app : apps) {
            String namespace = app.app().namespace().orElse("");
            for (TierReader.Draft tier : app.tiers().values()) {
                Set<String> names = new TreeSet<>(tier.tier().services().keySet());
                names.add(tier.tier().objectName());
                names.forEach(name -> byName.computeIfAbsent(namespace + "/" + name, any -> new ArrayList<>())
                        .add(new Named(tier.path(), app.problems())));
            }
        }
        byName.forEach((name, tiers) -> {
            for (Named tier : tiers) {
                tiers.stream()
                        .filter(other -> !other.path().equals(tier.path()))
                        .findFirst()
                        .ifPresent(other -> tier.problems()
                                .add(
                                        tier.path(),
                                        Code.NameCollision,
                                        "It and `" + other.path() + "` would both be called "
                                                + name.substring(name.indexOf('/') + 1)
                                                + " in the cluster; rename one."));
            }
        });
    }
}
