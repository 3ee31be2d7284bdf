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
 * What a rollout would come to.
 *
 * @param sites each site's part
 */
public record FleetPlan(SortedMap<String, SitePlan> sites) {

    /** Copies the map. */
    public FleetPlan {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /**
     * The plan of a fleet.
     *
     * @param twins the twins that are known, by site; of the others only the documents are looked at
     */
    public static FleetPlan of(Fleet fleet, Map<String, SiteTwin> twins) {
        SortedMap<String, ParsedDocument> parsed = new TreeMap<>();
        SortedMap<String, SitePlan> sites = new TreeMap<>();
        for (SiteDocument document : fleet.documents()) {
            parsed.put(document.site().name(), DesiredParser.parse(1, document.desired()));
        }
        SortedMap<String, List<Problem>> shared =
                CrossCheck.check(parsed, fleet.settings().shared());
        for (SiteDocument document : fleet.documents()) {
            String site = document.site().name();
            ParsedDocument read = parsed.getOrDefault(site, DesiredParser.parse(1, new JsonObject()));
            JsonObject desired = document.desired();
            List<Problem> problems = new ArrayList<>(SiteCheck.ofDocument(read, desired));
            problems.addAll(shared.getOrDefault(site, List.of()));
            Optional<SiteTwin> twin = Optional.ofNullable(twins.get(site));
            twin.ifPresent(known -> problems.addAll(SiteCheck.atTheSite(desired, read, known)));
            sites.put(
                    site,
                    new SitePlan(
                            twin.map(known -> Change.between(known.desired(), desired))
                                    .orElse(List.of()),
                            problems,
                            twin.filter(SiteTwin::isPaused).isPresent()));
        }
        return new FleetPlan(sites);
    }

    /** Sites that change alike. */
    public List<ChangeGroup> groups() {
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        sites.forEach((site, plan) -> changes.put(site, plan.changes()));
        return ChangeGroup.of(changes);
    }

    /** How many sites would change. */
    public long changing() {
        return sites.values().stream().filter(site -> !site.changes().isEmpty()).count();
    }

    /** Every problem with its site, one line each. */
    public List<String> problems() {
        List<String> lines = new ArrayList<>();
        sites.forEach((site, plan) -> plan.problems().forEach(problem -> lines.add(site + ": " + problem)));
        return lines;
    }

    /** The sites that say "not now". */
    public List<String> paused() {
        return sites.entrySet().stream()
                .filter(entry -> entry.getValue().paused())
                .map(Map.Entry::getKey)
                .toList();
    }
}
