package io.fairlead.methods;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.loop.LoopSnapshot;
import io.fairlead.model.Code;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.report.ProblemList;
import io.fairlead.report.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code plan}: what the module would do with these desired properties. Nothing is written. */
final class PlanMethod implements Method {

    /** The part of the answer for the plan; the rest is for the problems. */
    private static final int MOST_PLAN = Reports.ANSWER_BUDGET / 2;

    private static final int MOST_PROBLEMS = 50;

    private final Supplier<Optional<LoopSnapshot>> snapshot;
    private final Planner planner;

    PlanMethod(Supplier<Optional<LoopSnapshot>> snapshot, Planner planner) {
        this.snapshot = snapshot;
        this.planner = planner;
    }

    @Override
    public Answer call(JsonElement payload) {
        if (!payload.isJsonObject()) {
            return Answer.refused("payload", Code.WrongType, "the payload is not an object; send desired properties");
        }
        Optional<LoopSnapshot> now = snapshot.get();
        if (now.isEmpty()) {
            return Answer.unknown();
        }
        long version = now.get().document().map(ParsedDocument::version).orElse(0L) + 1;
        ParsedDocument document = DesiredParser.parse(
                version, payload.getAsJsonObject(), now.get().observed().platform());
        List<Problem> errors = document.problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .toList();
        return errors.isEmpty() ? planned(document, now.get()) : Answer.refused(errors);
    }

    private Answer planned(ParsedDocument document, LoopSnapshot now) {
        Planned planned = planner.plan(Optional.of(document), now.observed(), now.ledger());
        List<Problem> problems = new ArrayList<>(document.problems());
        problems.addAll(planned.problems());
        JsonObject body = new JsonObject();
        String plan = planned.plan().print();
        boolean truncated = plan.length() > MOST_PLAN || problems.size() > MOST_PROBLEMS;
        body.addProperty("plan", plan.substring(0, Math.min(plan.length(), MOST_PLAN)));
        body.addProperty("steps", planned.plan().steps().size());
        body.addProperty("unfinished", planned.unfinished());
        body.addProperty("networkRefused", planned.networkRefused());
        body.addProperty(
                "refusedApps",
                String.join(",", planned.refusedApps().stream().sorted().toList()));
        body.add(
                "problems",
                Reports.problems(ProblemList.of(problems.stream()
                        .sorted()
                        .distinct()
                        .limit(MOST_PROBLEMS)
                        .toList())));
        body.addProperty("truncated", truncated);
        return new Answer(200, body);
    }
}
