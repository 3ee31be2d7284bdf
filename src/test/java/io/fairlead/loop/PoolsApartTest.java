package io.fairlead.loop;

import static io.fairlead.loop.LoopWorld.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.plan.SimulatedCluster;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No step gives a pool an address that another pool has: MetalLB refuses such a pool. */
class PoolsApartTest {

    private static final ObjectRef POOL = MetalLbKind.POOL.ref("metallb-system", "fairlead-a");

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aTierHasTheFirstAddress() {
        world.addNode();
        world.afterStep = step -> assertEquals(Optional.empty(), world.cluster.overlap());
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.4'}}}", WEB);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
    }

    @Test
    void anAddressThatDrainsReturnsToItsPoolThatWasDeletedByHandAndToNoOther() {
        world.send(
                "'services': {'onShrink': 'drain', 'pools': {'a': {'addresses': '192.0.2.3-192.0.2.4'}, 'b': {'addresses':"
                        + " '192.0.2.1-192.0.2.2'}}}",
                WEB);
        world.cluster.remove(POOL);
        world.settle();
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
    }

    @Test
    void aPoolThatIsToBeOneOfOthersGivesItsOwnAddressesUp() {
        world.add(
                "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': 'lab', 'namespace':"
                        + " 'metallb-system'}, 'spec': {'addresses': ['192.0.2.20-192.0.2.29'], 'autoAssign': true}}");
        String same = "'services': {'onShrink': 'drain', 'pools': {'a': {'addresses': '192.0.2.20-192.0.2.29'}}}";
        String more = "'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}";
        world.send(same, WEB + ", " + more);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"), "it drains");
        assertEquals(Optional.of(Address.of("192.0.2.20")), world.address("more"));

        world.send(same, more);
        assertEquals(Optional.empty(), world.cluster.observed().find(POOL));
        assertEquals(Optional.of(Address.of("192.0.2.20")), world.address("more"));
    }
}
