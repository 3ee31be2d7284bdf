package io.fairlead.cli;

import com.google.gson.JsonObject;
import io.fairlead.model.Problem;

/** A problem as {@code --json} prints it. */
public final class ProblemJson {

    private ProblemJson() {}

    /** Its path, code, message and severity. */
    public static JsonObject of(Problem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("path", problem.path());
        json.addProperty("code", problem.code().name());
        json.addProperty("message", problem.message());
        json.addProperty("severity", problem.code().severity().name());
        return json;
    }
}
