package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every step of a move of the pods' network, and what keeps one from beginning. */
class PodNetworkPlannerTest {

    private static final String MADE = "IPPool fairlead-pods-10-62-0-0-16";
    private static final String OLD = "IPPool default-ipv4-ippool";

    private final PodNetworkWorld world = new PodNetworkWorld();

    @Test
    void planOnlySaysWhatItWouldDo() {
        world.send("plan", PodNetworkWorld.NEW);
        Planned planned = world.settle();
        assertEquals(
                "pods have addresses of IPPool default-ipv4-ippool (10.61.0.0/16); change: apply would create " + MADE
                        + " (10.62.0.0/16), disable default-ipv4-ippool, restart Deployment apps/a, Deployment apps/b one at"
                        + " a time, wait until Pod office/printer-5 are restarted by their owners, and delete"
                        + " default-ipv4-ippool when no pod and no block is left in it",
                only(planned).message());
        assertEquals(Code.PodCidrDiffers, only(planned).code());
        assertFalse(planned.networkRefused());
        assertFalse(planned.unfinished());
        assertEquals(List.of(PodNetworkWorld.OLD), world.cidrs());
    }

    @Test
    void eachStepFollowsWhenTheClusterShowsTheLastDone() {
        world.send("apply", PodNetworkWorld.NEW);
        assertSteps("apply " + MADE + " (new network of pods)");
        assertEquals(
                Optional.of(true),
                world.pools().stream()
                        .filter(pool -> pool.ref().toString().equals(MADE))
                        .map(pool -> pool.body().isTrue("spec", "natOutgoing")
                                && pool.body().text("spec", "ipipMode").equals(Optional.of("Always"))
                                && pool.body().number("spec", "blockSize").equals(Optional.of(26L)))
                        .findFirst());
        assertSteps("patch " + OLD + " (gives no more addresses)");
        assertSteps("patch Deployment apps/a (its pods get addresses of the new network)");
        assertSteps("");
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), world.next().problems());
            assertSteps("");
            world.roll("a");
        }
        assertSteps("patch Deployment apps/b (its pods get addresses of the new network)");
        for (int i = 0; i < 3; i++) {
            assertSteps("");
            world.roll("b");
        }
        assertWaits("Pod office/printer-5 still have addresses of " + OLD);
        world.restartForeign();
        assertWaits("Calico still has 10.61.0.0/26 of node-a of " + OLD);
        world.collect();
        assertSteps("delete " + OLD + " (no pod has an address of it)");
        Planned done = world.settle();
        assertEquals(List.of(), done.problems());
        assertFalse(done.unfinished());
        assertEquals(List.of(PodNetworkWorld.NEW), world.cidrs());
        assertEquals("{}", world.ledger().journal().toString());
    }

    @ParameterizedTest
    @CsvSource({"plan, 10.62.0.0/16", "apply, 10.61.0.0/16", "apply, 10.63.0.0/16"})
    void aTwinThatWantsItNoMoreTurnsTheMoveRound(String change, String cidr) {
        world.send("apply", PodNetworkWorld.NEW);
        for (int i = 0; i < 3; i++) {
            var unused = world.cycle(Integer.MAX_VALUE);
        }
        for (int i = 0; i < 3; i++) {
            world.roll("a");
        }
        world.send(change, cidr);
        assertSteps("patch " + OLD + " (gives addresses)");
        assertSteps("patch " + MADE + " (gives no more addresses)");
        assertSteps("patch Deployment apps/a (its pods get addresses of the new network)");
        Planned done = world.toTheEnd();
        assertEquals(List.of(cidr.equals("10.63.0.0/16") ? cidr : PodNetworkWorld.OLD), world.cidrs(), done::toString);
        assertEquals("{}", world.ledger().journal().toString());
    }

    @Test
    void aPoolThatFairleadMadeMovesOnAndIsNeverPruned() {
        world.send("apply", PodNetworkWorld.NEW);
        Planned first = world.toTheEnd();
        assertEquals(List.of(), first.problems());
        world.send("plan", PodNetworkWorld.OLD);
        assertEquals(Code.PodCidrDiffers, only(world.toTheEnd()).code());
        assertEquals(List.of(PodNetworkWorld.NEW), world.cidrs());
        world.send("apply", "10.63.0.0/16");
        Planned second = world.toTheEnd();
        assertEquals(List.of(), second.problems());
        assertEquals(List.of("10.63.0.0/16"), world.cidrs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.99.0.0/16 | OutOfRange | 10.99.0.0/16 lies outside the cluster's pod network 10.60.0.0/14",
                "10.61.128.0/17 | Overlap | 10.61.128.0/17 overlaps IPPool default-ipv4-ippool (10.61.0.0/16)",
                "10.60.0.0/15 | Overlap | overlaps IPPool default-ipv4-ippool",
                "10.62.0.0/27 | OutOfRange | smaller than one block of Calico's (/26",
                "10.62.0.0/26 | none | ",
                "fd00::/64 | OutOfRange | no IPPool of Calico has IPv6 addresses",
                "10.63.0.0/16 | Overlap | overlaps Service office/door (10.63.7.7)",
            })
    void aCidrThatDoesNotFitIsRefused(String cidr, String code, String message) {
        world.add(
                "{apiVersion: v1, kind: Service, metadata: {name: door, namespace: office}, spec: {clusterIPs: ['10.63.7.7']}}");
        world.send("apply", cidr);
        Planned planned = world.next();
        if (code.equals("none")) {
            assertFalse(planned.networkRefused());
            return;
        }
        assertTrue(planned.networkRefused());
        assertEquals(code, only(planned).code().toString());
        assertTrue(only(planned).message().contains(message), only(planned).message());
        Planned settled = world.settle();
        assertTrue(settled.networkRefused());
        assertEquals(List.of(PodNetworkWorld.OLD), world.cidrs());
    }

    @Test
    void withoutAWordOfTheClustersNetworkItIsRefused() {
        world.cluster.drop("ConfigMap", "kubeadm-config");
        world.send("apply", PodNetworkWorld.NEW);
        assertTrue(only(world.settle()).message().contains("the cluster's own pod network is not known"));
        assertEquals(List.of(PodNetworkWorld.OLD), world.cidrs());
    }

    @Test
    void nothingBeginsBesideAnOperatorASecondPoolOrABarePod() {
        world.send("apply", PodNetworkWorld.NEW);
        world.add("{apiVersion: v1, kind: Namespace, metadata: {name: tigera-operator}}");
        assertNotBegun("Calico is installed by the Tigera operator");
        world.cluster.drop("Namespace", "tigera-operator");
        world.pool("other", "10.60.0.0/16", "");
        assertNotBegun("of which Fairlead would not choose one");
        world.cluster.drop("IPPool", "other");
        world.add(
                "{apiVersion: v1, kind: Pod, metadata: {name: lone, namespace: office}, status: {phase: Running, podIP: '10.61.9.9'}}");
        assertNotBegun("Pod office/lone belong to no controller");
        world.cluster.drop("Pod", "lone");
        assertSteps("apply " + MADE + " (new network of pods)");
    }

    @Test
    void aPodThatStartsHoldsTheOldPool() {
        world.send("apply", PodNetworkWorld.NEW);
        world.add(
                "{apiVersion: v1, kind: Pod, metadata: {name: slow, namespace: office, ownerReferences: [{controller: true}]},"
                        + " status: {phase: Pending, conditions: [{type: PodScheduled, status: 'True'}]}}");
        String waits = only(world.toTheEnd()).message();
        assertTrue(waits.contains("Pod office/slow may be about to get an address"), waits);
        world.cluster.drop("Pod", "slow");
        assertEquals(List.of(), world.toTheEnd().problems());
        assertEquals(List.of(PodNetworkWorld.NEW), world.cidrs());
    }

    @ParameterizedTest
    @CsvSource({"PODS, READ", "PODS, NONE", "APPS, READ"})
    void withoutRightsNothingIsDoneAndNothingForgotten(Area area, Access access) {
        world.send("apply", PodNetworkWorld.NEW);
        var unused = world.cycle(Integer.MAX_VALUE);
        world.cluster.set(area, access);
        Planned without = world.settle();
        assertTrue(
                without.problems().stream()
                        .anyMatch(problem -> problem.code() == Code.NoRights
                                && problem.path().equals("network.pods.cidr")),
                without::toString);
        assertTrue(without.unfinished());
        assertEquals(List.of("pods"), List.copyOf(world.ledger().journal().keySet()));
        world.cluster.set(area, Access.WRITE);
        assertEquals(List.of(), world.toTheEnd().problems());
        assertEquals(List.of(PodNetworkWorld.NEW), world.cidrs());
    }

    private void assertNotBegun(String why) {
        Planned planned = world.settle();
        assertTrue(only(planned).message().contains(why), only(planned).message());
        assertEquals(Code.PodCidrDiffers, only(planned).code());
        assertTrue(planned.unfinished());
        assertEquals(
                0, world.pools().stream().filter(PodNetworkPlannerTest::isOwn).count());
    }

    private static boolean isOwn(LiveObject pool) {
        return pool.ref().toString().equals(MADE);
    }

    private void assertWaits(String why) {
        Planned planned = world.cycle(Integer.MAX_VALUE);
        assertTrue(planned.unfinished());
        assertTrue(only(planned).message().contains(why), only(planned).message());
    }

    /** A cycle that does this and no more, the ledger apart. */
    private void assertSteps(String expected) {
        Planned planned = world.cycle(Integer.MAX_VALUE);
        assertEquals(
                expected,
                planned.plan().steps().stream()
                        .filter(step -> !step.ref().name().equals(LedgerText.NAME))
                        .map(Step::toString)
                        .collect(Collectors.joining("; ")));
        assertTrue(planned.unfinished());
    }

    private static Problem only(Planned planned) {
        assertEquals(1, planned.problems().size(), planned.problems()::toString);
        return planned.problems().get(0);
    }
}
