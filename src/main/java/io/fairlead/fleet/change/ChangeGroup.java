package io.fairlead.fleet.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A group of sites with equal changes.
 *
 * @param sites their names, sorted
 * @param changes the changes of the first site
 * @param alike whether all sites have the same values; otherwise only the paths are the same
 */
public record ChangeGroup(List<String> sites, List<Change> changes, boolean alike) {

    /** Copies the lists. */
    public ChangeGroup {
        sites = List.copyOf(sites);
        changes = List.copyOf(changes);
    }

    /**
     * The groups, the largest first. Sites whose changes no other site has are grouped by the paths of their changes.
     *
     * @param changes the changes of each site; a site without changes is in no group
     */
    public static List<ChangeGroup> of(SortedMap<String, List<Change>> changes) {
        Map<List<Change>, List<String>> same = new LinkedHashMap<>();
        changes.forEach((site, list) ->
                same.computeIfAbsent(list, any -> new ArrayList<>()).add(site));
        List<ChangeGroup> groups = new ArrayList<>();
        Map<List<String>, List<String>> samePaths = new LinkedHashMap<>();
        same.forEach((list, sites) -> {
            if (sites.size() > 1 && !list.isEmpty()) {
                groups.add(new ChangeGroup(sites, list, true));
            } else if (!list.isEmpty()) {
                samePaths
                        .computeIfAbsent(list.stream().map(Change::path).toList(), any -> new ArrayList<>())
                        .addAll(sites);
            }
        });
        samePaths
                .values()
                .forEach(sites -> groups.add(
                        new ChangeGroup(sites, changes.getOrDefault(sites.get(0), List.of()), sites.size() == 1)));
        groups.sort(Comparator.<ChangeGroup>comparingInt(group -> -group.sites().size())
                .thenComparing(group -> group.sites().get(0)));
        return List.copyOf(groups);
    }

    /** The title, such as {@code 412 sites: these 3 changes}, and a line for each change. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String what = changes.size() == 1 ? "this change" : "these " + changes.size() + " changes";
        lines.add(
                named(sites) + ": " + what + (alike ? "" : ", each with values of its own; those of " + sites.get(0)));
        changes.forEach(change -> lines.add("  " + change));
        return lines;
    }

    /** The name of one site, or the number of sites with the first names. */
    public static String named(List<String> sites) {
        int shown = Math.min(3, sites.size());
        String first = String.join(", ", sites.subList(0, shown)) + (sites.size() > shown ? ", …" : "");
        return sites.size() == 1 ? first : sites.size() + " sites (" + first + ")";
    }
}
