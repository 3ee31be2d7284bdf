package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.Digest;
import io.fairlead.model.Expose;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sections of a report, in full. */
class ReportsTest {

    private static TierHealth failed(String message) {
        return new TierHealth(
                TierPhase.Failed, Optional.of(Code.NoEndpoints), message, 0, 2, Optional.empty(), List.of());
    }

    private static JsonObject app(ReportFixture fixture, String id) {
        return Reports.build(fixture.input())
                .properties()
                .getAsJsonObject("workloads")
                .getAsJsonObject(id);
    }

    private static String phase(ReportFixture fixture, String id) {
        return app(fixture, id).get("phase").getAsString();
    }

    private static Map<String, Object> service(String app, String type, String clusterIp) {
        return Map.of(
                "metadata",
                Map.of(
                        "labels",
                        Map.of(
                                "app.kubernetes.io/managed-by",
                                "fairlead",
                                "app.kubernetes.io/part-of",
                                app,
                                "fairlead.io/tier",
                                "web")),
                "spec",
                Map.of("type", type, "clusterIP", clusterIp));
    }

    @Test
    void anInternalTierHasTheNameOfItsServiceOnceItHasAnIp() {
        ReportFixture fixture = new ReportFixture()
                .app("in", Expose.INTERNAL, ReportFixture.ready("192.0.2.7"))
                .app("new", Expose.INTERNAL, ReportFixture.ready("192.0.2.7"))
                .app("out", ReportFixture.ready("192.0.2.8"))
                .object(ObjectRef.service("apps", "in-web"), service("in", "ClusterIP", "172.28.0.9"))
                .object(ObjectRef.service("apps", "new-web"), service("new", "ClusterIP", ""))
                .object(ObjectRef.service("apps", "out-web"), service("out", "LoadBalancer", "172.28.0.8"));
        JsonObject report = Reports.build(fixture.input()).properties();
        assertEquals(Optional.of("in-web.apps.svc"), dns(report, "in"));
        assertEquals(Optional.empty(), dns(report, "new"));
        assertEquals(Optional.empty(), dns(report, "out"));

        Detail.READY_PORTS.removeFrom(report);
        assertEquals(Optional.empty(), dns(report, "in"));
    }

    private static Optional<String> dns(JsonObject report, String app) {
        JsonObject web = report.getAsJsonObject("workloads")
                .getAsJsonObject(app)
                .getAsJsonObject("tiers")
                .getAsJsonObject("web");
        return Optional.ofNullable(web.get("dns")).map(JsonElement::getAsString);
    }

    @Test
    void aReportIsWrittenOutInFull() {
        ReportFixture fixture = new ReportFixture()
                .app("shop", ReportFixture.ready("192.0.2.7"))
                .service("shop-web", "192.0.2.7")
                .service("foreign", "192.0.2.8")
                .service("elsewhere", "198.51.100.1")
                .node("node-a", "10.126.75.200");
        fixture.problems.add(new Problem("network.b", Code.Overlap, "second"));
        fixture.problems.add(new Problem("network.a", Code.BadAddress, "first"));
        fixture.nonce = "n1";
        JsonObject report = Reports.build(fixture.input()).properties();
        int bytes = report.getAsJsonObject("status").get("bytes").getAsInt();
        assertEquals(TwinSize.of(report), bytes);
        assertEquals(JsonParser.parseString("""
                {"network": {"value": {"services": {"pools": {"default": {"addresses": "192.0.2.6-192.0.2.10"}}}},
                   "ac": 400, "av": 12, "ad": "refused: 1 problem"},
                 "apps": {"value": {"shop": "%s"}, "ac": 200, "av": 12, "ad": ""},
                 "control": {"value": {"paused": false, "reconcileNonce": "n1", "allowEmpty": false, "rollbackTo": 0},
                   "ac": 200, "av": 12, "ad": ""},
                 "status": {"phase": "Converged", "desiredVersion": 12, "appliedVersion": 11,
                   "since": "2026-01-31T12:00:00Z", "revision": 7, "reconcileNonce": "n1", "problems": 2, "warnings": 0,
                   "bytes": %d, "truncated": false},
                 "problems": {
                   "p1": {"path": "network.a", "code": "BadAddress", "severity": "error", "message": "first"},
                   "p2": {"path": "network.b", "code": "Overlap", "severity": "error", "message": "second"}},
                 "device": {"platform": "AzureStackEdge", "kubernetes": "v1.28.3", "nodes": {"node-a": "10.126.75.200"},
                   "loadBalancer": "MetalLB (CRD)",
                   "rights": {"pools": "read", "pods": "none", "dns": "none", "apps": "write",
                              "nodes": "read"}},
                 "pools": {"default": {"total": 5, "used": 2, "free": 3, "draining": 0}},
                 "workloads": {"shop": {"phase": "Ready", "tiers": {"web": {"phase": "Ready", "ready": "2/2",
                   "address": "192.0.2.7", "ports": "80/TCP, 53/UDP"}}}},
                 "module": {"version": "0.1.0", "startedAt": "2026-01-31T11:00:00Z"}}
                """.formatted(Digest.of("shop").hex(), bytes)), report);
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        ReportFixture fixture = new ReportFixture().app("shop", ReportFixture.ready("192.0.2.7"));
        fixture.blind = true;
        fixture.phase = Phase.Blind;
        JsonObject report = Reports.build(fixture.input()).properties();
        assertEquals(List.of("network", "apps", "control", "status", "module"), List.copyOf(report.keySet()));
    }

    @Test
    void beforeTheFirstDocumentNothingIsAcknowledged() {
        ReportFixture fixture = new ReportFixture().node("node-a", "10.126.75.200");
        fixture.waiting = true;
        fixture.phase = Phase.Waiting;
        JsonObject report = Reports.build(fixture.input()).properties();
        assertEquals(List.of("status", "device", "module"), List.copyOf(report.keySet()));
    }

    @Test
    void aFailedTierHasItsCodeAndMessageAndMakesItsAppFailed() {
        ReportFixture fixture = new ReportFixture().app("shop", failed("no pod is ready"));
        assertEquals(JsonParser.parseString("""
                        {"phase": "Failed", "tiers": {"web": {"phase": "Failed", "code": "NoEndpoints",
                         "message": "no pod is ready", "ready": "0/2", "ports": "80/TCP, 53/UDP"}}}
                        """), app(fixture, "shop"));
    }

    @Test
    void aRefusedAppThatRunsKeepsItsTiersInTheReport() {
        ReportFixture fixture = new ReportFixture().app("shop", ReportFixture.ready("192.0.2.7"));
        fixture.refused.add("shop");
        fixture.problems.add(new Problem("apps.shop-b.tiers.web.image", Code.BadImage, "another app"));
        fixture.problems.add(new Problem("apps.shop.tiers.web.env.API_KEY", Code.SecretInTwin, "a warning"));
        fixture.problems.add(new Problem("apps.shop.tiers.web.ports", Code.BadPort, "the reason"));
        JsonObject app = app(fixture, "shop");
        assertEquals("Refused", app.get("phase").getAsString());
        assertEquals("BadPort", app.get("code").getAsString());
        assertEquals(
                "the newest text is refused, see problems; the last good one stays in force",
                app.get("message").getAsString());
        assertEquals(
                "Ready",
                app.getAsJsonObject("tiers").getAsJsonObject("web").get("phase").getAsString());
    }

    @Test
    void aRefusedAppThatNeverRanHasNoTiers() {
        ReportFixture fixture = new ReportFixture();
        fixture.refused.add("new");
        fixture.problems.add(new Problem("apps.new", Code.WrongType, "the reason"));
        assertEquals(
                JsonParser.parseString(
                        "{\"phase\": \"Refused\", \"code\": \"WrongType\", \"message\": \"refused, see problems\"}"),
                app(fixture, "new"));
    }

    @Test
    void anAppThatLeftTheTwinIsRemovingWithWhatIsStillThere() {
        ReportFixture fixture = new ReportFixture();
        fixture.removing.put(
                new TierId("old", "web"),
                List.of(ObjectRef.service("apps", "old-web"), ObjectRef.deployment("apps", "old-web")));
        assertEquals(JsonParser.parseString("""
                        {"phase": "Removing", "tiers": {"web": {"phase": "Removing",
                         "message": "still there: Deployment apps/old-web, Service apps/old-web"}}}
                        """), app(fixture, "old"));
    }

    @Test
    void theWorstTierDecidesForItsApp() {
        ReportFixture fixture = new ReportFixture().app("shop", ReportFixture.ready("192.0.2.7"));
        assertEquals("Ready", phase(fixture, "shop"));
        fixture.removing.put(new TierId("shop", "old"), List.of(ObjectRef.service("apps", "shop-old")));
        assertEquals("Removing", phase(fixture, "shop"));
        fixture.health.put(
                new TierId("shop", "db"),
                new TierHealth(TierPhase.Progressing, Optional.empty(), "rolling", 0, 1, Optional.empty(), List.of()));
        assertEquals("Progressing", phase(fixture, "shop"));
        fixture.refused.add("shop");
        assertEquals("Refused", phase(fixture, "shop"));
        fixture.health.put(new TierId("shop", "cache"), failed("down"));
        assertEquals("Failed", phase(fixture, "shop"));
    }

    @Test
    void aNodeCalledByADnsNameGetsAKeyWithoutDots() {
        JsonObject nodes = Reports.build(new ReportFixture()
                        .node("a.b", "10.0.0.1")
                        .node("a-b", "10.0.0.2")
                        .node("c.corp.example", "10.0.0.3")
                        .input())
                .properties()
                .getAsJsonObject("device")
                .getAsJsonObject("nodes");
        assertEquals(
                JsonParser.parseString(
                        "{\"a-b\": \"10.0.0.2\", \"a-b-2\": \"10.0.0.1\", \"c-corp-example\": \"10.0.0.3\"}"),
                nodes);
    }

    @Test
    void aStringAboveTheLimitIsCutAndSaid() {
        ReportFixture fixture = new ReportFixture();
        fixture.problems.add(new Problem("apps", Code.TooLarge, "ü".repeat(3000)));
        JsonObject report = Reports.build(fixture.input()).properties();
        String message = report.getAsJsonObject("problems")
                .getAsJsonObject("p1")
                .get("message")
                .getAsString();
        assertTrue(TwinSize.utf8(message) <= TwinSize.STRING_LIMIT && TwinSize.utf8(message) > 4090, message);
        assertTrue(message.endsWith("ü…"));
        assertTrue(report.getAsJsonObject("status").get("truncated").getAsBoolean());
    }

    @Test
    void theSameInputIsTheSameTextInWhateverOrderItWasGathered() {
        ReportFixture one = new ReportFixture()
                .app("b", ReportFixture.ready("192.0.2.7"))
                .app("a", ReportFixture.ready("192.0.2.8"));
        one.problems.add(new Problem("b", Code.BadPort, "x"));
        one.problems.add(new Problem("a", Code.BadPort, "x"));
        one.problems.add(new Problem("a", Code.BadPort, "x"));
        ReportFixture two = new ReportFixture()
                .app("a", ReportFixture.ready("192.0.2.8"))
                .app("b", ReportFixture.ready("192.0.2.7"));
        two.problems.add(new Problem("a", Code.BadPort, "x"));
        two.problems.add(new Problem("b", Code.BadPort, "x"));
        assertEquals(
                Reports.build(one.input()).properties().toString(),
                Reports.build(two.input()).properties().toString());
    }

    @Test
    void aSmallReportIsNeverTruncated() {
        JsonObject status = Reports.build(new ReportFixture()
                        .app("shop", ReportFixture.ready("192.0.2.7"))
                        .input())
                .properties()
                .getAsJsonObject("status");
        assertFalse(status.get("truncated").getAsBoolean());
    }

    @Test
    void theDigestIsTheBeginningOfTheSha256() {
        assertEquals("e3b0c44298fc", Digest.of("").hex());
        assertEquals("44136fa355b3", Digest.of("{}").hex());
    }

    @Test
    void theSizeIsCountedAsIotHubCounts() {
        assertEquals(
                (1 + 2) + (1 + 8) + (1 + 4) + 1 + (1 + 8) + (1 + 0),
                TwinSize.of(JsonParser.parseString(
                        "{\"s\": \"ü\", \"n\": 1, \"b\": true, \"o\": {\"i\": 0.5}, \"e\": \"\"}")));
        assertEquals(2 + 8 + 8 + 1, TwinSize.of(JsonParser.parseString("{\"ab\": [1, 2, \"x\"]}")));
        assertEquals("{\"s\":\"ü\"}".length() + 1, TwinSize.ofText(JsonParser.parseString("{\"s\": \"ü\"}")));
    }

    @Test
    void textOfOthersIsFitToBeShownAndTheTwinsOwnIsUnchanged() {
        ReportFixture fixture = new ReportFixture();
        fixture.nonce = "a\nb";
        fixture.problems.add(new Problem("apps.a.x\n<3> forged", Code.UnknownKey, "\u001b[2J\u202ex"));
        fixture.app("shop", failed("last line: \r\n<6> all is well"));

        JsonObject report = Reports.build(fixture.input()).properties();

        JsonObject problem = report.getAsJsonObject("problems").getAsJsonObject("p1");
        assertEquals("apps.a.x\\n<3> forged", problem.get("path").getAsString());
        assertEquals("\\u001b[2J\\u202ex", problem.get("message").getAsString());
        assertTrue(
                report.get("workloads").toString().contains("last line: \\\\r\\\\n<6> all is well"), report::toString);
        assertEquals(
                "a\nb", report.getAsJsonObject("status").get("reconcileNonce").getAsString());
    }
}
