package io.fairlead.fleet.plan;

import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.change.ChangeGroup;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plan of a rollout.
 *
 * @param sites the plan of each site, by name
 */
public record FleetPlan(SortedMap<String, SitePlan> sites) {

    /** Copies the map. */
    public FleetPlan {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /**
     * The plan of a fleet. Sites are checked in parallel, because parsing a document takes most of the time.
     *
     * @param twins the known twins, by site; of a site without one only the document is checked
     */
    public static FleetPlan of(Fleet fleet, Map<String, SiteTwin> twins) {
        List<Checked> checked = fleet.documents().parallelStream()
                .map(document -> Checked.of(
                        document, Optional.ofNullable(twins.get(document.site().name()))))
                .toList();
        SortedMap<String, ParsedDocument> parsed = new TreeMap<>();
        checked.forEach(one -> parsed.put(one.site(), one.parsed()));
        SortedMap<String, List<Problem>> conflicts =
                CrossCheck.check(parsed, fleet.settings().shared());
        SortedMap<String, SitePlan> sites = new TreeMap<>();
        checked.forEach(one -> sites.put(one.site(), one.plan().with(conflicts.getOrDefault(one.site(), List.of()))));
        return new FleetPlan(sites);
    }

    /** A site without a look at the others. */
    private record Checked(String site, ParsedDocument parsed, SitePlan plan) {

        static Checked of(SiteDocument document, Optional<SiteTwin> twin) {
            JsonObject desired = document.desired();
            ParsedDocument parsed = DesiredParser.parse(1, desired);
            return new Checked(
                    document.site().name(),
                    parsed,
                    new SitePlan(
                            twin.map(known -> Change.between(known.desired(), desired))
                                    .orElse(List.of()),
                            SiteCheck.problems(desired, parsed, twin),
                            twin.filter(SiteTwin::isPaused).isPresent(),
                            twin.flatMap(SiteTwin::release)));
        }
    }

    /** The sites, grouped by equal changes. */
    public List<ChangeGroup> groups() {
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        sites.forEach((site, plan) -> changes.put(site, plan.changes()));
        return ChangeGroup.of(changes);
    }

    /** The number of sites that would change. */
    public long changing() {
        return sites.values().stream().filter(site -> !site.changes().isEmpty()).count();
    }

    /** Every problem with its site, one line for each. */
    public List<String> problems() {
        List<String> lines = new ArrayList<>();
        sites.forEach((site, plan) -> plan.problems().forEach(problem -> lines.add(site + ": " + problem)));
        return lines;
    }

    /**
     * A line for each other release of the module that sites run: their modules may decide otherwise than this plan.
     *
     * @param own the release whose rules this plan applies
     */
    public List<String> otherReleases(String own) {
        SortedMap<String, List<String>> others = new TreeMap<>();
        sites.forEach((site, plan) -> plan.release()
                .filter(release -> !release.equals(own))
                .ifPresent(release -> others.computeIfAbsent(release, any -> new ArrayList<>())
                        .add(site)));
        return others.entrySet().stream()
                .map(entry -> ChangeGroup.named(entry.getValue()) + ": release " + entry.getKey()
                        + " of the module, and this plan applies the rules of " + own
                        + "; ask the modules with --ask")
                .toList();
    }

    /** The sites that refuse changes for now. */
    public List<String> paused() {
        return sites.entrySet().stream()
                .filter(entry -> entry.getValue().paused())
                .map(Map.Entry::getKey)
                .toList();
    }
}
