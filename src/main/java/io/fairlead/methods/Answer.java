package io.fairlead.methods;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.report.ProblemList;
import io.fairlead.report.Reports;
import io.fairlead.text.Printable;
import java.util.List;

/**
 * The answer of a direct method.
 *
 * @param status 200 done; 202 started; 400 bad payload; 403 a right is missing; 404 unknown method; 409 conflict with the
 *     twin; 503 the state of the cluster is not known yet; 504 the cluster did not answer in time
 * @param payload the answer, at most {@link Reports#ANSWER_BUDGET} bytes
 */
public record Answer(int status, JsonObject payload) {

    /** The most problems of a payload in an answer. */
    private static final int MOST_PROBLEMS = 50;

    static Answer message(int status, String text) {
        JsonObject body = new JsonObject();
        body.addProperty("message", Printable.of(text));
        return new Answer(status, body);
    }

    /** The answer while the loop has not observed the cluster. */
    static Answer unknown() {
        return message(503, "the cluster cannot be read; status shows why. Call again");
    }

    /** The answer to a bad payload: the first problem as the message, and the first {@link #MOST_PROBLEMS} problems. */
    static Answer refused(List<Problem> problems) {
        Answer answer = message(400, problems.get(0).message());
        answer.payload.addProperty("truncated", problems.size() > MOST_PROBLEMS);
        answer.payload.add(
                "problems",
                Reports.problems(
                        ProblemList.of(problems.stream().limit(MOST_PROBLEMS).toList())));
        return answer;
    }

    static Answer refused(String path, Code code, String message) {
        return refused(List.of(new Problem(path, code, message)));
    }
}
