package io.fairlead.loop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.report.ProblemList;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The direct methods: what a back end asks the module for at once. Any thread may call one; the answer is made from what the
 * loop told last, so that nobody waits for the cluster and the loop waits for nobody.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods">Direct methods</a>
 */
public final class DirectMethods {

    private volatile Optional<ReportInput> told = Optional.empty();

    /**
     * An answer.
     *
     * @param status 200; 400 for a bad payload, 404 for a method that there is not, 503 before the first cycle
     * @param payload the answer, at most {@link Reports#ANSWER_BUDGET} bytes
     */
    public record Answer(int status, JsonObject payload) {}

    /** Takes what the answers are made from from now on. */
    public void tell(ReportInput state) {
        told = Optional.of(state);
    }

    /**
     * Calls a method. It changes nothing, so repeating it is harmless.
     *
     * @param payload what came with the call; JSON's null for nothing
     */
    public Answer call(String method, JsonElement payload) {
        return switch (method) {
            case "ping" -> withoutPayload(payload, () -> new Answer(200, new JsonObject()));
            case "status" -> withoutPayload(payload, this::status);
            default -> new Answer(404, message("there is no method " + method + "; there are ping and status"));
        };
    }

    private Answer status() {
        return told.map(state -> new Answer(200, Reports.full(state)))
                .orElseGet(() -> new Answer(503, message("the module has just started; ask again")));
    }

    private static Answer withoutPayload(JsonElement payload, Supplier<Answer> method) {
        List<Problem> problems = problems(payload);
        return problems.isEmpty() ? method.get() : refused(problems);
    }

    private static List<Problem> problems(JsonElement payload) {
        if (payload.isJsonNull()) {
            return List.of();
        }
        if (!payload.isJsonObject()) {
            return List.of(new Problem("payload", Code.WrongType, "the method takes no payload; send none, or {}"));
        }
        return payload.getAsJsonObject().keySet().stream()
                .map(key -> new Problem("payload." + key, Code.UnknownKey, "the method takes no payload; leave it out"))
                .toList();
    }

    private static Answer refused(List<Problem> problems) {
        JsonObject body = message(problems.get(0).message());
        body.add(
                "problems",
                Reports.problems(ProblemList.of(problems.stream().limit(10).toList())));
        return new Answer(400, body);
    }

    private static JsonObject message(String text) {
        JsonObject body = new JsonObject();
        body.addProperty("message", text);
        return body;
    }
}
