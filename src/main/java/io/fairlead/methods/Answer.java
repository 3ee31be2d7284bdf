package io.fairlead.methods;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.report.ProblemList;
import io.fairlead.report.Reports;
import io.fairlead.text.Printable;
import java.util.List;

/**
 * What a direct method answers.
 *
 * @param status 200 done; 202 begun; 400 for a bad payload; 403 where a right is missing; 404 for a method that there is not; 409
 *     where the twin says otherwise; 503 while the cluster is not known; 504 where it did not answer in time
 * @param payload the answer, at most {@link Reports#ANSWER_BUDGET} bytes
 */
public record Answer(int status, JsonObject payload) {

    /** How many problems of a payload are told at most. */
    private static final int MOST_PROBLEMS = 50;

    static Answer message(int status, String text) {
        JsonObject body = new JsonObject();
        body.addProperty("message", Printable.of(text));
        return new Answer(status, body);
    }

    /** The answer where the loop has not seen the cluster. */
    static Answer unknown() {
        return message(503, "the cluster cannot be read; status says why. Call again");
    }

    /** A bad payload: the first problem as the message, and all of them. */
    static Answer refused(List<Problem> problems) {
        Answer answer = message(400, problems.get(0).message());
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
