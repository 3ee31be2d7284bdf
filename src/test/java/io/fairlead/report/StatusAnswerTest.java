package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Endpoint;
import io.fairlead.model.Problem;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the direct method {@code status} answers: more than the twin can hold, and never more than a method can carry. */
class StatusAnswerTest {

    private static TierHealth tier(TierPhase phase, int pods) {
        List<Endpoint> endpoints = IntStream.range(0, pods)
                .mapToObj(i -> new Endpoint("web-" + i, "node-a", "172.27.0." + i, i % 2 == 0))
                .toList();
        Optional<Code> code = phase == TierPhase.Ready ? Optional.empty() : Optional.of(Code.NoEndpoints);
        return new TierHealth(phase, code, "m".repeat(250), 2, 2, Optional.of(Address.of("192.0.2.6")), endpoints);
    }

    private static JsonObject web(JsonObject report, String app) {
        return report.getAsJsonObject("workloads")
                .getAsJsonObject(app)
                .getAsJsonObject("tiers")
                .getAsJsonObject("web");
    }

    private static boolean isTruncated(JsonObject report) {
        return report.getAsJsonObject("status").get("truncated").getAsBoolean();
    }

    @Test
    void thePodsBehindATierAreInTheAnswerAndNotInTheTwin() {
        ReportInput input =
                new ReportFixture().app("shop", tier(TierPhase.Ready, 2)).input();
        assertEquals(
                JsonParser.parseString("""
                        [{"pod": "web-0", "node": "node-a", "ip": "172.27.0.0", "ready": true},
                         {"pod": "web-1", "node": "node-a", "ip": "172.27.0.1", "ready": false}]
                        """), web(Reports.full(input), "shop").get("endpoints"));
        JsonObject twin = Reports.build(input).properties();
        assertFalse(web(twin, "shop").has("endpoints"));
        assertFalse(isTruncated(twin));
    }

    @Test
    void whatIsTooMuchForTheTwinIsWholeInTheAnswer() {
        ReportFixture fixture = new ReportFixture();
        for (int i = 0; i < 100; i++) {
            fixture.app("app-" + i, tier(TierPhase.Failed, 4));
        }
        fixture.problems.add(new Problem("apps.app-1", Code.BadPort, "x".repeat(5000)));
        assertTrue(isTruncated(Reports.build(fixture.input()).properties()));
        JsonObject answer = Reports.full(fixture.input());
        assertFalse(isTruncated(answer));
        assertTrue(answer.toString().contains("x".repeat(5000)));
    }

    @Test
    void thePodsOfReadyTiersGoBeforeThoseOfTiersThatAreNot() {
        ReportFixture fixture = new ReportFixture().app("bad", tier(TierPhase.Failed, 100));
        for (int i = 0; i < 20; i++) {
            fixture.app("app-" + i, tier(TierPhase.Ready, 100));
        }
        JsonObject answer = Reports.full(fixture.input());
        assertTrue(isTruncated(answer));
        assertFalse(web(answer, "app-1").has("endpoints"));
        assertEquals(100, web(answer, "bad").getAsJsonArray("endpoints").size());
    }

    @Property(tries = 30)
    void noAnswerIsAboveWhatAMethodCarries(
            @ForAll @IntRange(max = 400) int apps,
            @ForAll @IntRange(max = 40) int pods,
            @ForAll @IntRange(max = 9000) int message) {
        ReportFixture fixture = new ReportFixture();
        for (int i = 0; i < apps; i++) {
            fixture.app("app-" + i, tier(i % 3 == 0 ? TierPhase.Failed : TierPhase.Ready, pods));
            fixture.problems.add(new Problem("apps.app-" + i, Code.BadPort, i + "<é".repeat(message)));
        }
        JsonObject answer = Reports.full(fixture.input());
        assertTrue(TwinSize.ofText(answer) < 128 * 1024, () -> "has " + TwinSize.ofText(answer));
        assertEquals(
                TwinSize.of(answer),
                answer.getAsJsonObject("status").get("bytes").getAsInt());
    }
}
