package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Code;
import io.fairlead.model.FieldOwner;
import io.fairlead.model.Fields;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a step is tried again, and what is said meanwhile. */
class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final Observed EMPTY = new Observed(new TreeMap<>(), Map.of(), Map.of(), MetalLb.UNSEEN, "v1");

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
    void aStepWithoutAnAnswerIsNoClusterThatCannotBeRead() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        Retries retries = Retries.NONE.after(plan, List.of(new Outcome.Failed(deployment, "no answer")), NOW);
        assertEquals(List.of(Code.ApplyFailed), codes(retries));
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
        Step ledger = step(LedgerText.NAME, "ledger", 1);
        Plan plan = plan(Map.of(Stage.LEDGER, List.of(ledger), Stage.WORKLOADS, List.of(deployment)));
        Retries retries = Retries.NONE.after(plan, List.of(new Outcome.Denied(ledger, "forbidden")), NOW);
        assertTrue(retries.due(plan, NOW).isEmpty());
        assertEquals(List.of(Code.NoRights), codes(retries));
    }

    @Test
    void whatIsUndoneIsPutBackThreeTimesInTenMinutesAndThenNamed() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        Retries retries = Retries.NONE;
        Instant at = NOW;
        for (int i = 0; i < 4; i++) { // Made, and put back three times.
            assertEquals(plan, retries.due(plan, at));
            retries = retries.after(plan, List.of(new Outcome.Done(deployment)), at);
            retries = retries.after(Plan.NOTHING, List.of(), at); // For a while nothing differs.
            at = at.plusSeconds(60);
        }
        assertTrue(retries.due(plan, at).isEmpty());
        assertEquals(List.of(Code.Contended), codes(retries, plan, at));
        assertEquals(List.of(), codes(retries, Plan.NOTHING, at), "nothing is said once nothing differs");

        Instant first = NOW.plusSeconds(60);
        assertTrue(retries.due(plan, first.plusSeconds(599)).isEmpty());
        assertEquals(plan, retries.due(plan, first.plusSeconds(600)));
    }

    @Test
    void aContendedObjectHoldsBackItsPartAloneAndOtherSettingsAreTakenAtOnce() {
        Plan plan = plan(
                Map.of(Stage.WORKLOADS, List.of(deployment), Stage.SERVICES, List.of(step("db2", "apps.blog", 1))));
        Retries retries = Retries.NONE;
        for (int i = 0; i < 4; i++) {
            retries = retries.after(plan, List.of(new Outcome.Done(deployment)), NOW);
        }
        assertEquals(
                List.of("db2"),
                retries.due(plan, NOW).steps().stream()
                        .map(step -> step.ref().name())
                        .toList());
        Plan changed = plan(Map.of(Stage.WORKLOADS, List.of(step("db", "apps.shop", 2))));
        assertEquals(changed, retries.due(changed, NOW));
    }

    @Test
    void whatIsWrittenBackAndForthIsLeftAloneWhoeverWantsIt() {
        List<Plan> ways = Stream.of(1, 2, 3)
                .map(content -> plan(Map.of(Stage.SERVICES, List.of(step("db", "apps.shop", content)))))
                .toList();
        Retries retries = Retries.NONE;
        int written = 0;
        for (int i = 0; i < 100; i++) {
            Plan plan = retries.due(ways.get(i % 3), NOW);
            written += plan.steps().size();
            retries = retries.after(
                    ways.get(i % 3),
                    plan.steps().stream().<Outcome>map(Outcome.Done::new).toList(),
                    NOW);
        }
        assertEquals(12, written);
        assertEquals(List.of(Code.Contended), codes(retries, ways.get(0), NOW));
        assertEquals(ways.get(0), retries.inRevision(8).due(ways.get(0), NOW), "the settings are others");
    }

    @Test
    void aServiceGetsNoMoreThanFiveOtherAddressesInTenMinutes() {
        Retries retries = Retries.NONE;
        int written = 0;
        for (int i = 1; i <= 100; i++) {
            Instant at = NOW.plusSeconds(i);
            Plan plan = plan(Map.of(Stage.SERVICES, List.of(pinned("192.0.2." + i, 1))));
            List<Step> due = retries.due(plan, at).steps();
            written += due.size();
            retries = retries.inRevision(i)
                    .after(plan, due.stream().<Outcome>map(Outcome.Done::new).toList(), at);
        }
        assertEquals(6, written);
        Plan seventh = plan(Map.of(Stage.SERVICES, List.of(pinned("192.0.2.7", 1))));
        assertTrue(retries.problems(seventh, EMPTY, NOW.plusSeconds(100), at -> at)
                .get(0)
                .message()
                .startsWith("its address changed 5 times in 10 minutes; it keeps 192.0.2.6"));
        Plan other = plan(Map.of(Stage.SERVICES, List.of(pinned("192.0.2.6", 2))));
        assertEquals(other, retries.due(other, NOW.plusSeconds(100)), "with its address it may change");
        assertEquals(seventh, retries.due(seventh, NOW.plusSeconds(2 + 600)));
    }

    private static Step pinned(String address, int content) {
        ObjectRef ref = ObjectRef.service("apps", "db");
        Fields body = new Fields(Map.of(
                "content", content, "metadata", Map.of("annotations", Map.of("metallb.io/loadBalancerIPs", address))));
        return new Step.Apply(new Manifest(ref, body), true, Path.app("shop"), "differs");
    }

    @Test
    void aRepairNowAndThenIsNoContest() {
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        Retries retries = Retries.NONE;
        for (int i = 0; i < 20; i++) {
            Instant at = NOW.plusSeconds(i * 300L);
            assertEquals(plan, retries.due(plan, at));
            retries = retries.after(plan, List.of(new Outcome.Done(deployment)), at);
        }
    }

    @Test
    void theContestNamesManagerPathAndBothValues() {
        ObjectRef ref = deployment.ref();
        LiveObject live = new LiveObject(
                ref,
                "u1",
                "7",
                new Fields(Map.of("content", 5)),
                Fields.EMPTY,
                List.of(new FieldOwner("kubectl-edit", Fields.EMPTY)));
        Retries retries = Retries.NONE;
        Plan plan = plan(Map.of(Stage.SERVICES, List.of(deployment)));
        for (int i = 0; i < 4; i++) {
            retries = retries.after(plan, List.of(new Outcome.Done(deployment)), NOW);
        }
        Observed observed = new Observed(new TreeMap<>(Map.of(ref, live)), Map.of(), Map.of(), MetalLb.UNSEEN, "v1");
        Problem problem = retries.problems(plan, observed, NOW, at -> at).get(0);
        assertEquals("Service apps/db", problem.path());
        assertTrue(
                problem.message()
                        .startsWith("kubectl-edit has .content (is 5, desired 1); restored 3 times in 10 minutes"),
                problem::message);
    }

    @Test
    void aConflictSaysWhoHasWhatAndHowToTakeIt() {
        Retries retries = Retries.NONE.after(
                plan(Map.of(Stage.SERVICES, List.of(deployment))),
                List.of(new Outcome.Conflicted(
                        deployment, List.of(new HeldField("helm", ".spec.type", "\"a\"", "\"b\"")), "words")),
                NOW);
        assertEquals(
                "helm has .spec.type (is \"a\", desired \"b\"); give it the desired value, or name every such manager in"
                        + " control.takeOwnership",
                retries.problems(Plan.NOTHING, EMPTY, NOW, at -> at).get(0).message());
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
        return codes(retries, Plan.NOTHING, NOW);
    }

    private static List<Code> codes(Retries retries, Plan plan, Instant now) {
        return retries.problems(plan, EMPTY, now, at -> at).stream()
                .map(Problem::code)
                .toList();
    }

    private static Plan plan(Map<Stage, List<Step>> stages) {
        return new Plan(new TreeMap<>(stages));
    }

    private static Step step(String name, String part, int content) {
        ObjectRef ref = ObjectRef.service("apps", name);
        return new Step.Apply(
                new Manifest(ref, new Fields(Map.of("content", content))), true, new Path(part), "differs");
    }
}
