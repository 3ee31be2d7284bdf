package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import io.fairlead.text.Printable;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The budget of a report: never exceeded, whatever is known, and kept by letting the least important go first. */
class BudgetTest {

    private static ReportFixture apps(int count, String message) {
        ReportFixture fixture = new ReportFixture().node("node-a", "10.126.75.200");
        for (int i = 0; i < count; i++) {
            TierPhase phase = i % 10 == 0 ? TierPhase.Failed : TierPhase.Ready;
            Optional<Code> code = phase == TierPhase.Failed ? Optional.of(Code.NoEndpoints) : Optional.empty();
            fixture.app("app-" + i, new TierHealth(phase, code, message, 1, 2, Optional.empty(), List.of()));
        }
        return fixture;
    }

    private static JsonObject workloads(JsonObject report) {
        return report.getAsJsonObject("workloads");
    }

    private static JsonObject web(JsonObject report, String app) {
        return workloads(report).getAsJsonObject(app).getAsJsonObject("tiers").getAsJsonObject("web");
    }

    private static boolean isTruncated(JsonObject report) {
        return report.getAsJsonObject("status").get("truncated").getAsBoolean();
    }

    private static void assertLegal(JsonObject object, int depth) {
        assertTrue(depth <= 10);
        for (String key : object.keySet()) {
            assertTrue(key.matches("[A-Za-z0-9-]{1,1024}"), key);
            JsonElement value = object.get(key);
            if (value.isJsonObject()) {
                assertLegal(value.getAsJsonObject(), depth + 1);
            } else if (value.getAsJsonPrimitive().isString()) {
                assertTrue(TwinSize.utf8(value.getAsString()) <= TwinSize.STRING_LIMIT, key);
            }
        }
    }

    /** What must hold of every report. */
    private static void assertSound(ReportFixture fixture) {
        JsonObject report = Reports.build(fixture.input()).properties();
        assertTrue(TwinSize.of(report) <= Reports.BUDGET, () -> "counted " + TwinSize.of(report));
        assertTrue(TwinSize.ofText(report) <= Reports.BUDGET, () -> "text " + TwinSize.ofText(report));
        assertLegal(report, 1);
        JsonObject status = report.getAsJsonObject("status");
        assertEquals(TwinSize.of(report), status.get("bytes").getAsInt());
        assertEquals(fixture.input().problems().size(), status.get("problems").getAsInt());
        assertTrue(report.has("network") && report.has("apps") && report.has("control") && report.has("module"));
        boolean whole = !fixture.input().problems().isEmpty() == report.has("problems")
                && problemsAreWhole(fixture, report)
                && (fixture.apps.isEmpty()
                        || (report.has("workloads") && workloads(report).size() == fixture.apps.size()))
                && report.getAsJsonObject("apps").getAsJsonObject("value").size() == fixture.digests.size()
                && report.getAsJsonObject("device").has("nodes");
        assertTrue(whole || isTruncated(report), "something is missing and it is not said");
    }

    private static boolean problemsAreWhole(ReportFixture fixture, JsonObject report) {
        int n = 0;
        for (Problem problem : fixture.input().problems()) {
            n++;
            JsonObject text =
                    report.has("problems") ? report.getAsJsonObject("problems").getAsJsonObject("p" + n) : null;
            if (text == null || !text.get("message").getAsString().equals(Printable.of(problem.message()))) {
                return false;
            }
        }
        return true;
    }

    @Property(tries = 60)
    void noReportIsEverAboveTheBudget(
            @ForAll @IntRange(max = 400) int apps,
            @ForAll @IntRange(max = 300) int problems,
            @ForAll("messages") String message,
            @ForAll("messages") String nonce) {
        ReportFixture fixture = apps(apps, message);
        for (int i = 0; i < problems; i++) {
            fixture.problems.add(new Problem("apps.app-" + i, Code.BadPort, message + i));
        }
        fixture.nonce = nonce;
        assertSound(fixture);
    }

    @Property(tries = 20)
    void noTextOfOneStringIsTooMuch(
            @ForAll @StringLength(max = 6000) String any, @ForAll @IntRange(min = 1, max = 40) int problems) {
        ReportFixture fixture = apps(3, any);
        for (int i = 0; i < problems; i++) {
            fixture.problems.add(new Problem(any + i, Code.UnknownKey, any));
        }
        fixture.nonce = any;
        assertSound(fixture);
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.strings()
                .withChars('a', 'ü', '"', '\\', '\u0001', '€')
                .ofMinLength(0)
                .ofMaxLength(1)
                .flatMap(unit -> Arbitraries.integers().between(0, 4096).map(unit::repeat));
    }

    @Test
    void aHundredAppsAreReportedInFull() {
        JsonObject report = Reports.build(apps(100, "").input()).properties();
        assertFalse(isTruncated(report));
        assertEquals(100, workloads(report).size());
    }

    @Test
    void whatReadyTiersSayGoesFirst() {
        JsonObject report = Reports.build(apps(100, "m".repeat(300)).input()).properties();
        assertTrue(isTruncated(report));
        assertFalse(web(report, "app-1").has("message"));
        assertEquals("m".repeat(300), web(report, "app-10").get("message").getAsString());
        assertTrue(web(report, "app-1").has("ports"));
    }

    @Test
    void thenLongMessagesAreShortened() {
        JsonObject report = Reports.build(apps(100, "m".repeat(2000)).input()).properties();
        assertEquals("m".repeat(197) + "…", web(report, "app-10").get("message").getAsString());
        assertTrue(web(report, "app-1").has("ports"));
    }

    @Test
    void thenThePortsOfReadyTiersGo() {
        JsonObject report = Reports.build(apps(270, "").input()).properties();
        assertFalse(web(report, "app-1").has("ports"));
        assertTrue(web(report, "app-10").has("ports"));
        assertFalse(report.getAsJsonObject("network").getAsJsonObject("value").isEmpty());
    }

    @Test
    void thenProblemsBeyondTheFortieth() {
        ReportFixture fixture = apps(0, "");
        for (int i = 0; i < 500; i++) {
            fixture.problems.add(new Problem("apps.app-%03d".formatted(i), Code.BadPort, "short " + i));
        }
        JsonObject report = Reports.build(fixture.input()).properties();
        assertEquals(40, report.getAsJsonObject("problems").size());
        assertTrue(report.getAsJsonObject("problems").has("p40"));
        assertFalse(report.getAsJsonObject("network").getAsJsonObject("value").isEmpty());
        assertEquals(500, report.getAsJsonObject("status").get("problems").getAsInt());
    }

    @Test
    void thenTheEchoOfTheNetworkAndTheNodes() {
        ReportFixture fixture = apps(0, "");
        fixture.networkJson = ReportFixture.POOLS.replace("192.0.2.6-192.0.2.10", "x".repeat(4000));
        for (int i = 0; i < 300; i++) {
            fixture.node("node-with-a-long-name-" + "n".repeat(60) + i, "10.126.75.200");
        }
        JsonObject report = Reports.build(fixture.input()).properties();
        assertTrue(report.getAsJsonObject("network").getAsJsonObject("value").isEmpty());
        assertFalse(report.getAsJsonObject("device").has("nodes"));
        assertTrue(report.getAsJsonObject("device").has("kubernetes"));
    }

    @Test
    void thenTheTiersOfReadyAppsAndAtLastTheAppsThemselves() {
        JsonObject many = Reports.build(apps(450, "").input()).properties();
        assertFalse(workloads(many).getAsJsonObject("app-1").has("tiers"));
        assertTrue(workloads(many).getAsJsonObject("app-10").has("tiers"));
        JsonObject more = Reports.build(apps(1500, "").input()).properties();
        assertFalse(workloads(more).has("app-1"));
        assertTrue(workloads(more).getAsJsonObject("app-10").has("phase"));
        JsonObject most = Reports.build(apps(20000, "").input()).properties();
        assertFalse(most.has("workloads"));
        assertTrue(most.has("pools"));
    }

    /** Small numbers are 8 bytes for the hub and one or two in the text. */
    @Test
    void theHubsCountHoldsWhereTheTextIsShorter() {
        ReportFixture fixture = new ReportFixture();
        for (int i = 0; i < 530; i++) {
            fixture.pools.put("pool-" + i, ReportFixture.pool("pool-" + i));
        }
        JsonObject report = Reports.build(fixture.input()).properties();
        assertFalse(report.has("pools"));
        assertTrue(isTruncated(report));
        while (fixture.pools.size() > 400) {
            fixture.pools.remove(fixture.pools.lastKey());
        }
        assertTrue(Reports.build(fixture.input()).properties().has("pools"));
    }
}
