package io.fairlead.fleet.site;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A problem in what a module reports or answers.
 *
 * @param path the path of the property
 * @param code the name of its {@code Code}; the module may be newer, so that it may be unknown here
 * @param message the cause and the remedy
 */
public record ReportedProblem(String path, String code, String message) {

    /** The problems under the key {@code problems}; empty if there is none. */
    public static List<ReportedProblem> in(JsonObject report) {
        JsonObject problems = Json.object(report, "problems");
        return problems.keySet().stream()
                .map(key -> Json.object(problems, key))
                .map(problem -> new ReportedProblem(
                        Json.text(problem, "path").orElse(""),
                        Json.text(problem, "code").orElse(""),
                        Json.text(problem, "message").orElse("")))
                .toList();
    }

    /** {@code path: Code: message}. */
    @Override
    public String toString() {
        return path + ": " + code + ": " + message;
    }
}
