package io.fairlead.fleet.site;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a site as its module last reported it.
 *
 * @param phase {@code status.phase}, or {@code (none)} if nothing was reported yet
 * @param acknowledged the highest {@code $version} that all reported parts acknowledge
 * @param tiers the phase of each tier, by {@code app/tier}
 * @param addresses the address of each tier that has one, by {@code app/tier}
 * @param problems the reported problems
 * @param rolledBack whether the network part or a version of an app was undone
 */
public record SiteHealth(
        String phase,
        long acknowledged,
        SortedMap<String, String> tiers,
        SortedMap<String, String> addresses,
        List<ReportedProblem> problems,
        boolean rolledBack) {

    static final String NONE = "(none)";

    private static final Set<String> UNDONE = Set.of(Code.RollbackDone.name(), Code.AppRolledBack.name());

    /** Copies the collections. */
    public SiteHealth {
        tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        problems = List.copyOf(problems);
    }

    static SiteHealth of(JsonObject reported) {
        JsonObject status = Json.object(reported, "status");
        SortedMap<String, String> tiers = new TreeMap<>();
        SortedMap<String, String> addresses = new TreeMap<>();
        for (String app : Json.object(reported, "workloads").keySet()) {
            JsonObject all = Json.object(reported, "workloads", app, "tiers");
            for (String tier : all.keySet()) {
                JsonObject one = Json.object(all, tier);
                tiers.put(app + "/" + tier, Json.text(one, "phase").orElse(""));
                Json.text(one, "address").ifPresent(address -> addresses.put(app + "/" + tier, address));
            }
        }
        List<ReportedProblem> problems = ReportedProblem.in(reported);
        return new SiteHealth(
                Json.text(status, "phase").orElse(NONE),
                acknowledged(reported, status),
                tiers,
                addresses,
                problems,
                problems.stream().map(ReportedProblem::code).anyMatch(UNDONE::contains));
    }

    /** A part that the module has never reported is left out: the twin has no such part. */
    private static long acknowledged(JsonObject reported, JsonObject status) {
        long least = Json.number(status, "desiredVersion");
        for (String part : new String[] {"network", "apps", "control"}) {
            if (reported.has(part)) {
                least = Math.min(least, Json.number(Json.object(reported, part), "av"));
            }
        }
        return least;
    }

    /** Whether the module acknowledged this {@code $version} and has finished applying it. */
    public boolean hasAnswered(long version) {
        return acknowledged >= version
                && !phase.equals("Applying")
                && !phase.equals("Waiting")
                && !phase.equals("Blind");
    }
}
