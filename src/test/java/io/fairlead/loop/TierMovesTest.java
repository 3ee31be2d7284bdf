package io.fairlead.loop;

import static io.fairlead.loop.LoopWorld.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tiers that are to have another address or pool, while pools change too, through the whole loop. */
class TierMovesTest {

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aNode() {
        world.addNode();
    }

    @Test
    void aNewTierGetsNoAddressThatTheSamePlanTakesOutOfItsPool() {
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}, 'b': {'addresses':"
                        + " '192.0.2.20-192.0.2.21', 'autoAssign': false}}}",
                WEB);
        world.send(
                "'services': {'onShrink': 'drain', 'pools': {'a': {'addresses': '192.0.2.1-192.0.2.3'}, 'b':"
                        + " {'addresses': '192.0.2.4-192.0.2.9', 'autoAssign': false}}}",
                WEB + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80', 'pool': 'b'}");
        assertEquals(Optional.of(Address.of("192.0.2.4")), world.address("more"));
        assertEquals(0, world.lost(), "an address was given and taken");
    }

    @Test
    void aTierMovesToARequestedAddressOnlyWhenThePoolThatHadItHasLostIt() {
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.25-192.0.2.39'}, 'b': {'addresses':"
                        + " '192.0.2.10-192.0.2.17', 'autoAssign': false}}}",
                WEB);
        assertEquals(Optional.of(Address.of("192.0.2.25")), world.address("web"));
        world.send(
                "'services': {'onShrink': 'drain', 'pools': {'a': {'addresses': '192.0.2.1-192.0.2.6'}, 'b': {'addresses':"
                        + " '192.0.2.29-192.0.2.39'}}}",
                WEB.replace("'80'", "'80', 'pool': 'b', 'address': '192.0.2.29'"));
        assertEquals(Optional.of(Address.of("192.0.2.29")), world.address("web"));
        assertEquals(0, world.lost(), "an address was given and taken");
    }

    @Test
    void aTierThatIsToUseAPoolWithoutAFreeAddressKeepsTheOneThatItHasAndMovesOnceThereIsOne() {
        String pools =
                "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}, 'b': {'addresses': '192.0.2.20'}}}";
        world.send(pools, WEB);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
        world.add(
                "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'lab', 'namespace': 'lab'}, 'spec': {'type':"
                        + " 'LoadBalancer'}, 'status': {'loadBalancer': {'ingress': [{'ip': '192.0.2.20'}]}}}");
        world.send(pools, WEB.replace("'80'", "'80, 53/UDP', 'pool': 'b'"));
        world.pass(Duration.ofMinutes(2));
        assertTrue(world.codes().contains(Code.PoolExhausted), world.codes()::toString);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"), "also under its earlier name");
        assertEquals(0, world.lost());

        world.send(
                pools.replace("192.0.2.20", "192.0.2.20-192.0.2.21"), WEB.replace("'80'", "'80, 53/UDP', 'pool': 'b'"));
        assertEquals(Optional.of(Address.of("192.0.2.21")), world.address("web-tcp"));
    }

    @Test
    void aTierMovesToAnotherPoolOnceThatHasItsAddresses() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}", WEB);
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.4'}, 'b': {'addresses':"
                        + " '192.0.2.5-192.0.2.9'}}}",
                WEB.replace("'80'", "'80', 'pool': 'b'"));
        assertEquals(Optional.of(Address.of("192.0.2.5")), world.address("web"));
        assertEquals(0, world.lost());
    }

    @Test
    void twoTiersExchangeTheirAddressesWithTheirPools() {
        String apps = WEB.replace("'80'", "'80', 'address': '192.0.2.1'") + ", 'shop': {'image': 'nginx:1', 'expose':"
                + " 'external', 'ports': '80', 'address': '192.0.2.2'}";
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1'}, 'b': {'addresses': '192.0.2.2'}}}", apps);
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.2'}, 'b': {'addresses': '192.0.2.1'}}}",
                apps.replace("2.1'", "2.x'").replace("2.2'", "2.1'").replace("2.x'", "2.2'"));
        world.pass(Duration.ofMinutes(2));
        assertEquals(Optional.of(Address.of("192.0.2.2")), world.address("web"));
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("shop"));
    }

    @Test
    void aServiceDeletedByHandComesBackWithAnAddressThatItsPoolIsToLose() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.6'}}}", WEB);
        world.send(
                "'services': {'onShrink': 'drain', 'pools': {'a': {'addresses': '192.0.2.4-192.0.2.6'}, 'b': {'addresses':"
                        + " '192.0.2.1-192.0.2.3'}}}",
                WEB);
        world.cluster.remove(ObjectRef.service("apps", "web"));
        var unused = world.pass(Duration.ofMinutes(1));
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
    }
}
