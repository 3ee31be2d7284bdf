package io.fairlead.fleet.plan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.fleet.site.Json;
import io.fairlead.fleet.site.ReportedProblem;
import java.util.List;

/**
 * The answer of a site's module to its direct method {@code plan}: what it would do with the site's document.
 *
 * @param says a summary in a few words
 * @param steps the steps, one line each
 * @param problems errors and warnings, as {@code path: Code: message}
 * @param refuses whether it would refuse a part
 */
public record SiteAnswer(String says, List<String> steps, List<String> problems, boolean refuses) {

    private static final int OK = 200;

    /** Copies the lists. */
    public SiteAnswer {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** An answer without a plan, with the reason. */
    public static SiteAnswer none(String why) {
        return new SiteAnswer(why, List.of(), List.of(), false);
    }

    /** Reads the answer of a module, whatever the JSON. */
    public static SiteAnswer of(int status, JsonElement payload) {
        JsonObject answer = payload.isJsonObject() ? payload.getAsJsonObject() : new JsonObject();
        List<String> problems = ReportedProblem.in(answer).stream()
                .map(ReportedProblem::toString)
                .toList();
        if (status == OK && Json.text(answer, "plan").isPresent()) {
            return planned(answer, problems);
        }
        if (!problems.isEmpty()) {
            return new SiteAnswer("refuses it" + truncation(answer), List.of(), problems, true);
        }
        return none("gave no plan: status " + status
                + Json.text(answer, "message").map(message -> ", " + message).orElse(""));
    }

    private static SiteAnswer planned(JsonObject answer, List<String> problems) {
        boolean refuses = isTrue(answer, "networkRefused")
                || !Json.text(answer, "refusedApps").orElse("").isEmpty();
        long count = Json.number(answer, "steps");
        String steps = count == 0 ? "nothing to do" : count + (count == 1 ? " step" : " steps");
        String says = (refuses ? "refuses a part; " : "")
                + steps
                + (isTrue(answer, "unfinished") ? ", and more once these are done" : "")
                + truncation(answer);
        List<String> lines =
                Json.text(answer, "plan").orElse("").strip().lines().toList();
        return new SiteAnswer(says, lines, problems, refuses);
    }

    private static String truncation(JsonObject answer) {
        return isTrue(answer, "truncated") ? "; the answer is truncated: not all steps and problems are listed" : "";
    }

    private static boolean isTrue(JsonObject answer, String key) {
        return Json.text(answer, key).filter("true"::equals).isPresent();
    }
}
