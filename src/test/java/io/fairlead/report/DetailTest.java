package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Endpoint;
import io.fairlead.model.Problem;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order in which details go. */
class DetailTest {

    private static final List<Endpoint> PODS = List.of(new Endpoint("web-1", "node-a", "172.27.0.10", true));

    /** A report that has something of every detail and fits. */
    private static JsonObject rich() {
        ReportFixture fixture = new ReportFixture()
                .node("node-a", "10.126.75.200")
                .app("good", new TierHealth(TierPhase.Ready, Optional.empty(), "a note", 2, 2, Optional.empty(), PODS))
                .app(
                        "bad",
                        new TierHealth(
                                TierPhase.Failed,
                                Optional.of(Code.NoEndpoints),
                                "m".repeat(300),
                                0,
                                2,
                                Optional.empty(),
                                PODS));
        for (int i = 0; i < 50; i++) {
            fixture.problems.add(new Problem("apps.p" + i, Code.BadPort, "short " + i));
        }
        fixture.nonce = "n".repeat(100);
        return Reports.full(fixture.input());
    }

    @Test
    void everyDetailLeavesLessThanTheOneBefore() {
        JsonObject report = rich();
        for (Detail detail : Detail.values()) {
            int before = TwinSize.of(report);
            detail.removeFrom(report);
            assertTrue(TwinSize.of(report) < before, detail + " took nothing away");
        }
        assertEquals(List.of("network", "apps", "control", "status", "module"), List.copyOf(report.keySet()));
    }

    @Test
    void theOrderIsFixed() {
        assertEquals(
                "[NOTES, READY_ENDPOINTS, PAST, LONG_MESSAGES, READY_PORTS, MANY_PROBLEMS, MESSAGES, ENDPOINTS, NETWORK_VALUE, NODES,"
                        + " MORE_PROBLEMS, APP_DIGESTS, READY_TIERS, READY_APPS, TIERS, WORKLOADS, POOLS, REST, NONCE]",
                Arrays.toString(Detail.values()));
    }

    @Test
    void takingADetailTwiceIsTakingItOnce() {
        for (Detail detail : Detail.values()) {
            JsonObject once = rich();
            detail.removeFrom(once);
            JsonObject twice = once.deepCopy();
            detail.removeFrom(twice);
            assertEquals(once, twice, detail::name);
        }
    }
}
