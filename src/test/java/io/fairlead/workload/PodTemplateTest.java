package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The template of a tier's pods, key by key of the twin. */
class PodTemplateTest {

    private static Fields deployment(String keys) {
        App app = Stored.app("a", "{'image':'i','ports':'http=80:8080,53/UDP'" + keys + "}")
                .orElseThrow();
        return TierObjects.deployment(app.tiers().firstEntry().getValue(), app, "apps", "v1.28.3")
                .body()
                .at("spec");
    }

    private static Fields pod(String keys) {
        return deployment(keys).at("template", "spec");
    }

    private static Fields container(String keys) {
        return pod(keys).each("containers").get(0);
    }

    private static void assertSame(String expected, Fields actual) {
        assertEquals(JsonParser.parseString(expected), JsonParser.parseString(new Gson().toJson(actual.map())));
    }

    @Test
    void aCommandStringIsSplitAndAnArrayStays() {
        Fields container = container(",'command':\"nginx -g 'daemon off;'\",'args':['a b','']");

        assertEquals(List.of("nginx", "-g", "daemon off;"), container.texts("command"));
        assertEquals(List.of("a b", ""), container.texts("args"));
    }

    @Test
    void variablesFromSecretsComeBeforeTheTiersOwn() {
        assertSame(
                "{'env': [{'name': 'P', 'valueFrom': {'secretKeyRef': {'name': 'db', 'key': 'pw'}}},"
                        + " {'name': 'A', 'value': '$(P)'}]}",
                new Fields(Map.of(
                        "env",
                        container(",'env':{'A':'$(P)'},'secretEnv':{'P':'db/pw'}")
                                .map()
                                .get("env"))));
    }

    @Test
    void anHttpProbeAsksTheContainersPortThreeTimesOver() {
        Fields container = container(",'probe':{'http':'/up','port':'http'}");

        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertSame("{'path': '/up', 'port': 8080}", container.at(probe, "httpGet"));
        }
        assertEquals(
                container.at("startupProbe", "httpGet"),
                container(",'probe':{'http':'/up'}").at("startupProbe", "httpGet"));
    }

    @Test
    void aProbeEndsNoProgramBeforeTheRolloutIsGivenUp() {
        Fields startup = container(",'probe':{'tcp':'9'}").at("startupProbe");

        assertSame("{'port': 9}", startup.at("tcpSocket"));
        assertEquals(
                TierObjects.PROGRESS_DEADLINE,
                startup.number("periodSeconds").orElseThrow()
                        * startup.number("failureThreshold").orElseThrow());
    }

    @Test
    void aDefaultNeverContradictsWhatIsSaid() {
        assertSame(
                """
                {"requests": {"cpu": "2", "memory": "1Gi"}, "limits": {"cpu": "2", "memory": "1Gi"}}
                """, container(",'resources':{'cpu':'2000m','memory':'1024Mi'}").at("resources"));
        assertSame(
                """
                {"requests": {"cpu": "10m", "memory": "16Mi"}, "limits": {"cpu": "10m", "memory": "16Mi"}}
                """,
                container(",'resources':{'cpuLimit':'0.01','memoryLimit':'16Mi'}")
                        .at("resources"));
        assertSame("""
                {"requests": {"cpu": "25m", "memory": "64Mi"}, "limits": {"cpu": "1", "memory": "512Mi"}}
                """, container("").at("resources"));
    }

    @Test
    void aTierWithGpusEndsAnOldPodFirstBecauseTheNewOneNeedsItsGpu() {
        Fields gpus = deployment(",'resources':{'gpu':1}");

        assertEquals(
                Optional.of("1"),
                gpus.each("template", "spec", "containers").get(0).text("resources", "limits", "nvidia.com/gpu"));
        assertSame("{'maxSurge': 0, 'maxUnavailable': 1}", gpus.at("strategy", "rollingUpdate"));
        assertSame(
                "{'maxSurge': 1, 'maxUnavailable': 0}",
                deployment(",'resources':{'gpu':0}").at("strategy", "rollingUpdate"));
    }

    @Test
    void theNodeSelectorIsTakenOver() {
        assertSame(
                "{'kubernetes.io/hostname': 'node-a', 'disk': ''}",
                pod(",'nodeSelector':['kubernetes.io/hostname=node-a', 'disk=']")
                        .at("nodeSelector"));
    }

    @Test
    void onlyAnImageOfTheDevicesRegistryGetsItsPullSecretUnasked() {
        assertFalse(pod("").has("imagePullSecrets"));
        assertEquals(
                List.of("ase-ecr-credentials"),
                pullSecrets("{'image':'ecr.dbe-hw6h1t2.microsoftdatabox.com:31001/web:1'}"));
        assertEquals(
                List.of("mine"),
                pullSecrets("{'image':'ecr.dbe-hw6h1t2.microsoftdatabox.com:31001/web:1','pullSecret':'mine'}"));
        assertEquals(List.of("mine"), pullSecrets("{'image':'i','pullSecret':'mine'}"));
    }

    private static List<String> pullSecrets(String json) {
        App app = Stored.app("a", json).orElseThrow();
        return TierObjects.deployment(app.tiers().firstEntry().getValue(), app, "apps", "v1.28.3")
                .body()
                .each("spec", "template", "spec", "imagePullSecrets")
                .stream()
                .map(secret -> secret.text("name").orElseThrow())
                .toList();
    }

    @Test
    void restrictedKeepsToThatPodSecurityStandard() {
        assertSame("""
                {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}
                """, container(",'security':'restricted'").at("securityContext"));
        assertSame("""
                {"seccompProfile": {"type": "RuntimeDefault"}, "runAsNonRoot": true}
                """, pod(",'security':'restricted'").at("securityContext"));
        assertEquals(pod(""), pod(",'security':'baseline'"));
    }

    @Test
    void anotherRevisionIsAnotherTemplate() {
        assertSame(
                "{'fairlead.io/revision': '2'}",
                deployment(",'revision':'2'").at("template", "metadata", "annotations"));
        assertFalse(deployment("").has("template", "metadata", "annotations"));
    }

    /** Nodes learn late that a pod is to end, so it goes on serving until they have. */
    @Test
    void aPodThatIsReachedServesFiveSecondsMoreBeforeItEndsWhereKubernetesCanDoThat() {
        assertSame("{'preStop': {'sleep': {'seconds': 5}}}", lifecycle("'ports':'80'", "v1.30.0"));
        assertSame("{}", lifecycle("'ports':'80'", "v1.29.14"));
        assertSame("{}", lifecycle("'expose':'none'", "v1.30.0"));
    }

    private static Fields lifecycle(String keys, String kubernetesVersion) {
        App app = Stored.app("a", "{'image':'i'," + keys + "}").orElseThrow();
        return TierObjects.deployment(app.tiers().firstEntry().getValue(), app, "apps", kubernetesVersion)
                .body()
                .at("spec", "template", "spec")
                .each("containers")
                .getFirst()
                .at("lifecycle");
    }
}
