package io.fairlead.fleet.site;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a module reported of its site.
 *
 * @param phase {@code status.phase}, or {@code (none)} where nothing was reported yet
 * @param acknowledged the highest {@code $version} that everything reported answers
 * @param tiers the phase of each tier, by {@code app/tier}
 * @param addresses the address of each tier that has one
 * @param problems its problems, as {@code path: Code: message}
 * @param rolledBack whether its network part or a version of an app was undone
 */
public record SiteHealth(
        String phase,
        long acknowledged,
        SortedMap<String, String> tiers,
        SortedMap<String, String> addresses,
        List<String> problems,
        boolean rolledBack) {

    static final String NONE = "(none)";

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
        List<String> problems = new ArrayList<>();
        boolean rolledBack = false;
        for (JsonElement item : Json.object(reported, "problems").asMap().values()) {
            JsonObject problem = item.isJsonObject() ? item.getAsJsonObject() : new JsonObject();
            String code = Json.text(problem, "code").orElse("");
            rolledBack |= code.equals(Code.RollbackDone.name()) || code.equals(Code.AppRolledBack.name());
            problems.add(Json.text(problem, "path").orElse("") + ": " + code + ": "
                    + Json.text(problem, "message").orElse(""));
        }
        return new SiteHealth(
                Json.text(status, "phase").orElse(NONE),
                acknowledged(reported, status),
                tiers,
                addresses,
                problems,
                rolledBack);
    }

    /** A part that was never reported is not waited for. */
    private static long acknowledged(JsonObject reported, JsonObject status) {
        long least = Json.number(status, "desiredVersion");
        for (String part : new String[] {"network", "apps", "control"}) {
            if (reported.has(part)) {
                least = Math.min(least, Json.number(Json.object(reported, part), "av"));
            }
        }
        return least;
    }

    /** Whether the module answered this {@code $version}, with a phase that is more than being on the way. */
    public boolean hasAnswered(long version) {
        return acknowledged >= version
                && !phase.equals("Applying")
                && !phase.equals("Waiting")
                && !phase.equals("Blind");
    }
}
