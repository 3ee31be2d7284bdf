package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.health.Rollout.State;
import io.fairlead.model.Code;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Deployment cases of kstatus' own tests, and what Fairlead adds to them. */
class RolloutTest {

    private static final String AVAILABLE = "{'type': 'Available', 'status': 'True'}";
    private static final String PROGRESSED =
            "{'type': 'Progressing', 'status': 'True', 'reason': 'NewReplicaSetAvailable'}";

    private static Rollout rollout(String spec, String status) {
        return Rollout.of(Live.of(
                "{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'test', 'namespace': 'qual',"
                        + " 'generation': 1}, 'spec': {" + spec + "}, 'status': {" + status + "}}"));
    }

    private static String replicas(long replicas, long updated, long ready, long available) {
        return "'observedGeneration': 1, 'replicas': " + replicas + ", 'updatedReplicas': " + updated
                + ", 'readyReplicas': " + ready + ", 'availableReplicas': " + available + ", ";
    }

    private static String conditions(String... conditions) {
        return "'conditions': [" + String.join(", ", conditions) + "]";
    }

    private static void assertWaits(String message, Rollout rollout) {
        assertEquals(State.IN_PROGRESS, rollout.state());
        assertEquals(
                "Deployment qual/test: " + message,
                rollout.finding().orElseThrow().message());
        assertEquals(Optional.empty(), rollout.finding().orElseThrow().code());
    }

    @Test
    void allReplicasReadyIsCurrent() {
        assertEquals(
                State.CURRENT,
                rollout("", replicas(1, 1, 1, 1) + conditions(PROGRESSED, AVAILABLE))
                        .state());
    }

    @Test
    void withoutStatusNoControllerHasSeenIt() {
        Rollout rollout = rollout("", "");
        assertEquals(State.IN_PROGRESS, rollout.state());
        assertEquals(
                Optional.of(Code.ControllerMissing),
                rollout.finding().orElseThrow().code());
    }

    @Test
    void anOlderGenerationInTheStatusIsInProgress() {
        Rollout rollout = rollout("", "'observedGeneration': 0, 'replicas': 1, " + conditions(PROGRESSED, AVAILABLE));
        assertEquals(State.IN_PROGRESS, rollout.state());
        assertEquals(
                Optional.of(Code.ControllerMissing),
                rollout.finding().orElseThrow().code());
    }

    @Test
    void progressThatIsNotANewReplicaSetIsInProgress() {
        assertWaits(
                "new pods not available",
                rollout(
                        "'progressDeadlineSeconds': 45",
                        replicas(1, 1, 1, 1)
                                + conditions(
                                        "{'type': 'Progressing', 'status': 'False', 'reason': 'Some reason'}",
                                        AVAILABLE)));
    }

    @Test
    void withoutAProgressDeadlineNoProgressConditionIsNeeded() {
        assertEquals(
                State.CURRENT,
                rollout("", replicas(1, 1, 1, 1) + conditions(AVAILABLE)).state());
        assertEquals(
                State.CURRENT,
                rollout("'progressDeadlineSeconds': 2147483647", replicas(1, 1, 1, 1) + conditions(AVAILABLE))
                        .state());
    }

    @Test
    void notAvailableIsInProgress() {
        assertWaits(
                "not available",
                rollout("", replicas(1, 1, 1, 1) + conditions(PROGRESSED, "{'type': 'Available', 'status': 'False'}")));
    }

    @Test
    void anExceededDeadlineIsFailedWithTheWordsOfTheCondition() {
        Rollout rollout = rollout(
                "'replicas': 2",
                replicas(2, 1, 1, 1)
                        + conditions(
                                "{'type': 'Progressing', 'status': 'False', 'reason': 'ProgressDeadlineExceeded',"
                                        + " 'message': 'ReplicaSet test-1 has timed out progressing.'}",
                                AVAILABLE));
        assertEquals(State.FAILED, rollout.state());
        assertEquals(
                Optional.of(Finding.of(
                        Code.DeadlineExceeded, "Deployment qual/test: ReplicaSet test-1 has timed out progressing.")),
                rollout.finding());
    }

    @Test
    void replicasAreComparedInTheOrderOfKstatus() {
        String conditions = conditions(PROGRESSED, AVAILABLE);
        assertWaits("pods created: 3/4", rollout("'replicas': 4", replicas(3, 3, 3, 3) + conditions));
        assertWaits("pods updated: 2/4", rollout("'replicas': 4", replicas(4, 2, 4, 4) + conditions));
        assertWaits("pods still ending: 1", rollout("'replicas': 4", replicas(5, 4, 4, 4) + conditions));
        assertWaits("pods available: 3/4", rollout("'replicas': 4", replicas(4, 4, 4, 3) + conditions));
        assertWaits("pods ready: 3/4", rollout("'replicas': 4", replicas(4, 4, 3, 4) + conditions));
        assertEquals(
                State.CURRENT,
                rollout("'replicas': 4", replicas(4, 4, 4, 4) + conditions).state());
    }

    @Test
    void aPodThatMustRunForATimeFirstSaysSo() {
        assertWaits(
                "pods available: 0/1 (a pod counts after it has been ready for 10 s)",
                rollout("'replicas': 1, 'minReadySeconds': 10", replicas(1, 1, 1, 0) + conditions(PROGRESSED)));
    }

    @Test
    void theConditionsOfKstatusAreHeardBeforeTheReplicas() {
        assertEquals(
                State.FAILED,
                rollout(
                                "",
                                replicas(1, 1, 1, 1)
                                        + conditions(PROGRESSED, AVAILABLE, "{'type': 'Stalled', 'status': 'True'}"))
                        .state());
        assertWaits(
                "reconciling",
                rollout(
                        "",
                        replicas(1, 1, 1, 1)
                                + conditions(PROGRESSED, AVAILABLE, "{'type': 'Reconciling', 'status': 'True'}")));
    }

    @Test
    void aDeploymentThatIsBeingDeletedIsInProgress() {
        Rollout rollout = Rollout.of(Live.of(
                "{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'test', 'namespace': 'qual',"
                        + " 'generation': 1, 'deletionTimestamp': '2026-01-31T12:00:00Z'}, 'status': {"
                        + replicas(1, 1, 1, 1) + conditions(PROGRESSED, AVAILABLE) + "}}"));
        assertEquals(State.IN_PROGRESS, rollout.state());
    }

    @Test
    void podsThatAreRefusedAreNamedWithTheReason() {
        Rollout rollout = rollout(
                "",
                "'observedGeneration': 1, 'replicas': 0, "
                        + conditions("{'type': 'ReplicaFailure', 'status': 'True', 'message': 'exceeded quota'}"));
        assertEquals(State.IN_PROGRESS, rollout.state());
        assertEquals(
                Optional.of(Finding.of(Code.DeadlineExceeded, "Deployment qual/test: exceeded quota")),
                rollout.finding());
    }

    @Test
    void noReplicasWantedIsCurrentOnceThePodsAreGone() {
        String late = conditions("{'type': 'Progressing', 'status': 'False', 'reason': 'ProgressDeadlineExceeded'}");
        assertEquals(
                State.CURRENT,
                rollout("'replicas': 0", replicas(0, 0, 0, 0) + late).state());
        assertWaits(
                "pods still ending: 1",
                rollout("'replicas': 0", replicas(1, 0, 1, 1) + conditions(PROGRESSED, AVAILABLE)));
    }
}
