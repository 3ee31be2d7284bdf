package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Access;
import io.fairlead.model.Phase;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tier that was not Ready is, when its checks have passed for the delay that the nodes need. */
class ReadyDelayTest {

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final String IMAGE = "nginx:1";

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aTierHasNoAddressYet() {
        world.readyDelay = DELAY;
        var unused = world.restart();
        world.addNode();
        world.cluster.sleep(true);
        var unusedCycles = world.send("{'schema': 1, 'network': {'services': {'pools': {'a': {'addresses':"
                + " '192.0.2.1-192.0.2.4'}}}}, 'apps': {'web': {'image': '" + IMAGE
                + "', 'expose': 'external', 'ports': '80'}}}");
        assertEquals(TierPhase.Progressing, health().phase());
    }

    @Test
    void itsChecksMustPassForTheDelayAndTheLoopLooksAgainWhenItIsOver() {
        itGetsItsAddress();
        assertEquals(
                "Progressing: its pods are ready; waits until the nodes send traffic to them",
                health().phase() + ": " + health().message());
        assertEquals(Phase.Applying, world.told().phase());

        assertEquals(DELAY, world.turn());
        pass(DELAY.plusMillis(1));
        assertEquals(TierPhase.Ready, health().phase());
        assertEquals(Phase.Converged, world.told().phase());
        assertTrue(world.turn().compareTo(DELAY) > 0);
    }

    @Test
    void aCheckThatFailsInBetweenBeginsTheDelayAnew() {
        itGetsItsAddress();
        pass(DELAY.minusMillis(500));
        world.cluster.fail(IMAGE);
        settle();
        world.cluster.heal();
        settle();
        pass(DELAY.minusMillis(500));
        assertEquals(TierPhase.Progressing, health().phase());

        pass(Duration.ofSeconds(1));
        assertEquals(TierPhase.Ready, health().phase());
    }

    @Test
    void aTierThatIsFoundReadyAtTheFirstLookIsReady() {
        itGetsItsAddress();
        var unused = world.restart();
        settle();
        assertEquals(TierPhase.Ready, health().phase());
    }

    private void itGetsItsAddress() {
        world.cluster.sleep(false);
        world.cluster.balance();
        settle();
    }

    private void settle() {
        var unused = world.settle();
    }

    private void pass(Duration time) {
        var unused = world.pass(time);
    }

    private TierHealth health() {
        return Objects.requireNonNull(world.told().workloads().health().get(new TierId("web", "web")));
    }
}
