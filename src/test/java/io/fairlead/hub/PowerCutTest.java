package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of a fleet that all start at once after a power cut; {@code bench/run power-cut} prints more of them. */
class PowerCutTest {

    /** A hundredth of 10,000 modules, and of the limits of one unit of S1. */
    private static final int MODULES = 100;

    private static final HubThrottles HUB = HubThrottles.s1(1).dividedBy(100);

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void aHubAtItsLimitsHasTheLastReportOfEachSoonAfterItCanHaveIt(int queue) {
        PowerCut.Result result = PowerCut.of(MODULES, HUB.queueing(Duration.ofSeconds(queue)), 1);
        Duration least = Duration.ofSeconds((long) (MODULES / HUB.updates()));
        assertWithin(least.multipliedBy(2), result.reported(), result);
        assertWithin(least.multipliedBy(5), result.told(), result);
        assertTrue(result.refused() < 30, result::toString);
    }

    private static void assertWithin(Duration limit, PowerCut.Times times, PowerCut.Result result) {
        assertTrue(times.all().filter(all -> all.compareTo(limit) < 0).isPresent(), result::toString);
    }
}
