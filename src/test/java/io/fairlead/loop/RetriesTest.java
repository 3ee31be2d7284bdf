package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a step is tried again, and what is said meanwhile. */
class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Step pin = step("web", "network", 1);
    private final Step shrink = step("pool", "network", 1);
    private final Step deployment = step("db", "apps.shop", 1);

    @Test
    void aFailedStepIsDueAgainAfterASecondThenTwoAndForEver() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        Retries retries = Retries.NONE;
        Instant at = NOW;
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            retries = retries.after(plan, List.of(new Outcome.Failed(deployment, "no answer")), at);
            assertTrue(retries.due(plan, at.plusSeconds(seconds).minusMillis(1)).isEmpty());
            at = at.plusSeconds(seconds);
            assertEquals(plan, retries.due(plan, at));
        }
    }

    @Test
    void aStepThatChangedIsDueAtOnce() {
        Retries retries = Retries.NONE.after(
                plan(Map.of(Stage.SERVICES, List.of(deployment))), List.of(new Outcome.Invalid(deployment, "no")), NOW);
        Plan changed = plan(Map.of(Stage.SERVICES, List.of(step("db", "apps.shop", 2))));
        assertEquals(changed, retries.due(changed, NOW));
    }

    @Test
    void aStepThatIsHeldBackHoldsBackTheLaterStagesOfItsPartAlone() {
        Plan plan = plan(Map.of(
                Stage.PINS, List.of(pin), Stage.POOLS_SHRINK, List.of(shrink), Stage.WORKLOADS, List.of(deployment)));
        Retries retries = Retries.NONE.after(plan, List.of(new Outcome.Failed(pin, "no answer")), NOW);
        assertEquals(List.of(deployment), retries.due(plan, NOW).steps());
    }

    @Test
    void aLedgerThatIsHeldBackHoldsBackAll() {
        Step ledger = step("fairlead-ledger", "ledger", 1);
        Plan plan = plan(Map.of(Stage.LEDGER, List.of(ledger), Stage.WORKLOADS, List.of(deployment)));
        Retries retries = Retries.NONE.after(plan, List.of(new Outcome.Denied(ledger, "forbidden")), NOW);
        assertTrue(retries.due(plan, NOW).isEmpty());
        assertEquals(List.of(Code.NoRights), codes(retries));
    }

    @Test
    void aStepThatSucceedsInVainIsSlowedDownAndNamed() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        Retries retries = Retries.NONE;
        for (int i = 0; i < 3; i++) {
            assertEquals(plan, retries.due(plan, NOW));
            retries = retries.after(plan, List.of(new Outcome.Done(deployment)), NOW);
        }
        assertEquals(List.of(), codes(retries));
        retries = retries.after(plan, List.of(new Outcome.Done(deployment)), NOW);
        assertTrue(retries.due(plan, NOW.plus(Duration.ofMillis(999))).isEmpty());
        assertEquals(List.of(Code.Contended), codes(retries));
    }

    @Test
    void whatIsNoLongerPlannedIsForgotten() {
        Retries retries = Retries.NONE.after(
                plan(Map.of(Stage.SERVICES, List.of(deployment))),
                List.of(new Outcome.Failed(deployment, "no answer")),
                NOW);
        assertEquals(Retries.NONE, retries.after(Plan.NOTHING, List.of(), NOW));
    }

    @Test
    void afterAnOutageWhatFailedForWantOfAnAnswerIsDue() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment), Stage.PINS, List.of(pin)));
        Retries retries = Retries.NONE.after(
                plan, List.of(new Outcome.Denied(pin, "no"), new Outcome.Failed(deployment, "no answer")), NOW);
        assertEquals(List.of(deployment), retries.afterOutage().due(plan, NOW).steps());
    }

    private static List<Code> codes(Retries retries) {
        return retries.problems().stream().map(Problem::code).toList();
    }

    private static Plan plan(Map<Stage, List<Step>> stages) {
        return new Plan(new TreeMap<>(stages));
    }

    private static Step step(String name, String part, int content) {
        ObjectRef ref = ObjectRef.service("apps", name);
        return new Step.Apply(new Manifest(ref, new Fields(Map.of("content", content))), true, part, "differs");
    }
}
