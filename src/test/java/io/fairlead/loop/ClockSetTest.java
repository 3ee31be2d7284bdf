package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Access;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Phase;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the system's clock while the module runs, as a time server does after a power cut. */
class ClockSetTest {

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void anAppIsReady() {
        world.addNode();
        world.cluster.fail("nginx:bad");
        send("nginx:1");
        assertEquals(Phase.Converged, world.told().phase());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aStepThatFailedIsTriedAgainWithinAMinute(int days) {
        world.answers = step -> Optional.<Outcome>of(new Outcome.Failed(step, "no answer"))
                .filter(failed -> step.ref().kind().equals("Deployment"));
        send("nginx:2");
        pass(20);
        assertEquals(Phase.Degraded, world.told().phase());

        world.answers = step -> Optional.empty();
        world.setClock(Duration.ofDays(days));
        pass(61);
        assertEquals("nginx:2", image());
        assertEquals(Phase.Converged, world.told().phase());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anAppOnTrialHasItsTimeAndNoMore(int days) {
        send("nginx:bad");
        world.add("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'web-1', 'namespace': 'apps', 'labels':"
                + " {'app.kubernetes.io/name': 'web'}}, 'status': {'containerStatuses': [{'image': 'nginx:bad', 'state':"
                + " {'waiting': {'reason': 'ImagePullBackOff'}}}]}}");
        pass(20);
        world.setClock(Duration.ofDays(days));
        pass(25);
        assertEquals("nginx:bad", image());
        pass(30);
        assertEquals("nginx:1", image());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anAppThatMayStillStartIsWaitedFor(int days) {
        send("nginx:bad");
        pass(10);
        world.setClock(Duration.ofDays(days));
        pass(40);
        assertEquals("nginx:bad", image());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void whatIsReportedHasTheTimeThatTheClockShowsNow(int days) {
        world.cluster.remove(ObjectRef.service("apps", "web"));
        pass(1);
        Instant before = world.told().status().since();
        Instant repaired = repairs().getLast();
        world.setClock(Duration.ofDays(days));
        pass(20);
        assertEquals(before.plus(Duration.ofDays(days)), world.told().status().since());
        assertEquals(repaired.plus(Duration.ofDays(days)), repairs().getLast());
    }

    private List<Instant> repairs() {
        return world.told().past().lately().stream().map(repair -> repair.at()).toList();
    }

    private void send(String image) {
        var unused = world.send("{'schema': 1, 'network': {'services': {'pools': {'default': {'addresses':"
                + " '192.0.2.6-192.0.2.9'}}}}, 'apps': {'web': {'onFailure': 'rollBack', 'image': '" + image
                + "', 'expose': 'external', 'ports': '80'}}}");
    }

    private void pass(int seconds) {
        var unused = world.pass(Duration.ofSeconds(seconds), Duration.ofSeconds(10));
    }

    private String image() {
        return world.cluster
                .observed()
                .find(ObjectRef.deployment("apps", "web"))
                .orElseThrow()
                .body()
                .each("spec", "template", "spec", "containers")
                .get(0)
                .text("image")
                .orElseThrow();
    }
}
