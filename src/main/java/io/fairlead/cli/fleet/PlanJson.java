package io.fairlead.cli.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.fleet.plan.SiteAnswer;
import io.fairlead.fleet.plan.SitePlan;
import io.fairlead.model.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The plan of a fleet in JSON, for {@code fleet plan --json}. */
final class PlanJson {

    private PlanJson() {}

    static JsonObject of(Fleet fleet, FleetPlan plan, SortedMap<String, SiteAnswer> answers, Optional<Instant> oldest) {
        JsonObject sites = new JsonObject();
        plan.sites().forEach((name, site) -> sites.add(name, json(site)));
        answers.forEach((name, answer) -> sites.getAsJsonObject(name).add("asked", json(answer)));
        JsonObject all = new JsonObject();
        all.add("sites", sites);
        JsonArray problems = new JsonArray();
        fleet.problems().forEach(problem -> problems.add(problem.toString()));
        all.add("problems", problems);
        oldest.ifPresent(at -> all.addProperty("twinsFrom", at.toString()));
        return all;
    }

    private static JsonObject json(SitePlan site) {
        JsonObject json = new JsonObject();
        JsonArray changes = new JsonArray();
        site.changes().forEach(change -> changes.add(json(change)));
        json.add("changes", changes);
        JsonArray problems = new JsonArray();
        site.problems().forEach(problem -> problems.add(json(problem)));
        json.add("problems", problems);
        json.addProperty("paused", site.paused());
        site.release().ifPresent(release -> json.addProperty("release", release));
        return json;
    }

    private static JsonObject json(SiteAnswer answer) {
        JsonObject json = new JsonObject();
        json.addProperty("says", answer.says());
        json.addProperty("refuses", answer.refuses());
        json.add("steps", texts(answer.steps()));
        json.add("problems", texts(answer.problems()));
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject json(Change change) {
        JsonObject json = new JsonObject();
        json.addProperty("path", change.path());
        change.before().ifPresent(value -> json.add("before", JsonParser.parseString(value)));
        change.after().ifPresent(value -> json.add("after", JsonParser.parseString(value)));
        return json;
    }

    private static JsonObject json(Problem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("path", problem.path());
        json.addProperty("code", problem.code().name());
        json.addProperty("message", problem.message());
        return json;
    }
}
