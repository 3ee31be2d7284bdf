package io.fairlead.fleet.plan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.fleet.site.Json;
import java.util.List;

/**
 * What the module of a site says that it would do with its document: the answer of its method {@code plan}.
 *
 * @param says how it is, in a few words
 * @param steps what it would do, a line each
 * @param problems what it refuses and what it warns of, as {@code path: Code: message}
 * @param refuses whether it would refuse a part
 */
public record SiteAnswer(String says, List<String> steps, List<String> problems, boolean refuses) {

    private static final int OK = 200;

    /** Copies the lists. */
    public SiteAnswer {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** One that says nothing about the document, and why. */
    public static SiteAnswer none(String why) {
        return new SiteAnswer(why, List.of(), List.of(), false);
    }

    /** Reads what a module answered, whatever it is. */
    public static SiteAnswer of(int status, JsonElement payload) {
        JsonObject answer = payload.isJsonObject() ? payload.getAsJsonObject() : new JsonObject();
        List<String> problems = problems(answer);
        if (status == OK && Json.text(answer, "plan").isPresent()) {
            return planned(answer, problems);
        }
        if (!problems.isEmpty()) {
            return new SiteAnswer("refuses it", List.of(), problems, true);
        }
        return none("cannot say: status " + status
                + Json.text(answer, "message").map(message -> ", " + message).orElse(""));
    }

    private static SiteAnswer planned(JsonObject answer, List<String> problems) {
        boolean refuses = isTrue(answer, "networkRefused")
                || !Json.text(answer, "refusedApps").orElse("").isEmpty();
        long count = Json.number(answer, "steps");
        String steps = count == 0 ? "nothing to do" : count + (count == 1 ? " step" : " steps");
        String says = (refuses ? "refuses a part; " : "")
                + steps
                + (isTrue(answer, "unfinished") ? ", and more once that is done" : "");
        List<String> lines =
                Json.text(answer, "plan").orElse("").strip().lines().toList();
        return new SiteAnswer(says, lines, problems, refuses);
    }

    private static boolean isTrue(JsonObject answer, String key) {
        return Json.text(answer, key).filter("true"::equals).isPresent();
    }

    private static List<String> problems(JsonObject answer) {
        JsonObject all = Json.object(answer, "problems");
        return all.keySet().stream()
                .map(number -> Json.object(all, number))
                .map(one -> Json.text(one, "path").orElse("") + ": "
                        + Json.text(one, "code").orElse("") + ": "
                        + Json.text(one, "message").orElse(""))
                .toList();
    }
}
