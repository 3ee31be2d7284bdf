package io.fairlead.health;

import static io.fairlead.health.Verdicts.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Expose;
import io.fairlead.model.SecretKey;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a tier says of itself when its pods do not start; statuses as kubelet and scheduler write them. */
class PodReasonsTest {

    private static final String UNREADY = "{'type': 'Ready', 'status': 'False'}";

    private static Device notStarting(String status) {
        return new Device().lacks("EndpointSlice").deployment(2, 0).has(pod("shop-web-1", status));
    }

    private static String pod(String name, String status) {
        return "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '" + name + "', 'namespace': 'apps',"
                + " 'labels': {'app.kubernetes.io/name': 'shop-web'}}, 'status': {" + status + "}}";
    }

    private static String waits(String reason, String message, String lastState) {
        return "'conditions': [" + UNREADY
                + "], 'containerStatuses': [{'name': 'shop-web', 'image': 'registry.test/web:1',"
                + " 'state': {'waiting': {'reason': '" + reason + "', 'message': '" + message + "'}}"
                + lastState + "}]";
    }

    @Test
    void anImageThatCannotBePulledIsToldInTheRegistrysWords() {
        assertFails(
                Code.ImagePull,
                "cannot pull registry.test/web:1: ImagePullBackOff: Back-off pulling image: not found",
                notStarting(waits("ImagePullBackOff", "Back-off pulling image: not found", "")));
        assertFails(Code.ImagePull, "InvalidImageName", notStarting(waits("InvalidImageName", "", "")));
    }

    @Test
    void aProgramThatEndsIsToldByItsExitCodeAndItsLastLine() {
        assertFails(
                Code.CrashLoop,
                "Pod apps/shop-web-1 ends again and again, last with exit code 3: no such host",
                notStarting(waits(
                        "CrashLoopBackOff",
                        "back-off 40s",
                        ", 'lastState': {'terminated': {'exitCode': 3, 'reason': 'Error',"
                                + " 'message': 'starting\\n no such host\\n\\n'}}")));
        assertFails(
                Code.CrashLoop,
                "exit code 137 (OOMKilled)",
                notStarting(waits(
                        "CrashLoopBackOff",
                        "",
                        ", 'lastState': {'terminated': {'exitCode': 137, 'reason': 'OOMKilled'}}")));
    }

    @Test
    void aPodThatNoNodeTakesNamesTheResource() {
        String message =
                "0/2 nodes are available: 1 Insufficient cpu, 2 Insufficient nvidia.com/gpu. preemption: none.";
        assertFails(
                Code.Unschedulable,
                "no node takes Pod apps/shop-web-1, too little cpu, nvidia.com/gpu: " + message,
                notStarting("'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason': 'Unschedulable',"
                        + " 'message': '" + message + "'}]"));
        assertFails(
                Code.Unschedulable,
                "no node takes Pod apps/shop-web-1: 2 node(s) didn",
                notStarting("'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason': 'Unschedulable',"
                        + " 'message': '2 node(s) didn’t match the selector'}]"));
    }

    @Test
    void aContainerThatCannotBeMadeSaysWhatIsMissing() {
        assertFails(
                Code.DeadlineExceeded,
                "cannot be created: CreateContainerConfigError: secret \"shop-db\" not found",
                notStarting(waits("CreateContainerConfigError", "secret \\\"shop-db\\\" not found", "")));
    }

    @Test
    void aSecretThatIsMissingIsToldWithTheKeysThatTheTierReadsFromIt() {
        for (String kind : List.of("secret", "secrets")) {
            assertFails(
                    Code.DeadlineExceeded,
                    kind + " \"shop-db\" not found; create it in namespace apps with key password and key user",
                    notStarting(waits("CreateContainerConfigError", kind + " \\\"shop-db\\\" not found", ""))
                            .reads(
                                    new SecretKey("shop-db", "user"),
                                    new SecretKey("shop-db", "password"),
                                    new SecretKey("other", "token"),
                                    new SecretKey("shop-db", "password")));
        }
        TierHealth otherSecret = notStarting(
                        waits("CreateContainerConfigError", "secret \\\"shop-db\\\" not found", ""))
                .reads(new SecretKey("other", "token"))
                .judged();
        assertTrue(otherSecret.message().endsWith("\"shop-db\" not found"), otherSecret.message());
        TierHealth otherKey = notStarting(
                        waits("CreateContainerConfigError", "couldn’t find key password in Secret apps/shop-db", ""))
                .reads(new SecretKey("shop-db", "password"))
                .judged();
        assertTrue(otherKey.message().endsWith("find key password in Secret apps/shop-db"), otherKey.message());
    }

    @Test
    void aNewVersionThatDoesNotStartSaysThatTheOldOneServes() {
        Device device =
                new Device().deployment(2, 1).has(pod("shop-web-2", waits("ImagePullBackOff", "not found", "")));
        assertFails(Code.ImagePull, "not found; pods that are ready go on serving", device);
    }

    @Test
    void aRolloutGivenUpNamesTheCauseInThePods() {
        Device device = notStarting(waits("CrashLoopBackOff", "", "")).has("""
                {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'shop-web', 'namespace': 'apps',
                 'generation': 3}, 'spec': {'replicas': 2,
                 'template': {'spec': {'containers': [{'name': 'shop-web', 'image': 'registry.test/web:1'}]}}},
                 'status': {'observedGeneration': 3, 'conditions': [
                  {'type': 'Progressing', 'status': 'False', 'reason': 'ProgressDeadlineExceeded'}]}}
                """);
        TierHealth health = device.judged();
        assertEquals(TierPhase.Failed, health.phase());
        assertEquals(Optional.of(Code.CrashLoop), health.code());
    }

    @Test
    void podsOfOthersThatEndOrAreReadySayNothing() {
        String stuck = waits("ImagePullBackOff", "not found", "");
        Device device = new Device()
                .tier(Expose.INTERNAL, 2)
                .service("ClusterIP", "")
                .lacks("EndpointSlice")
                .deployment(2, 0);
        device.has(pod("a", stuck).replace("'shop-web'}", "'shop-db'}"));
        device.has(pod("b", stuck).replace("'name': 'b'", "'name': 'b', 'deletionTimestamp': '2026-01-31T12:00:00Z'"));
        device.has(pod("c", stuck.replace("'status': 'False'", "'status': 'True'")));
        assertFails(Code.NoEndpoints, "is ready", device);
    }

    @Test
    void aRolloutThatIsDoneAsksNoPod() {
        Device device = new Device().has(pod("old", waits("CrashLoopBackOff", "", "")));
        assertEquals(TierPhase.Ready, device.judged().phase());
    }
}
