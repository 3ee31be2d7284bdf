package io.fairlead.loop;

import static io.fairlead.loop.LoopWorld.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Protocol;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services that wait for an address when a pool comes: the load balancer gives them no other first. */
class WaitingServicesTest {

    private static final String POOL = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aNode() {
        world.addNode();
    }

    @Test
    void aServiceThatWaitsWithoutAPinGetsOneAddressWhenItsPoolComes() {
        world.send("", WEB);
        assertEquals(Optional.empty(), world.address("web"));

        String first = "'shop': {'image': 'nginx:1', 'expose': 'external', 'ports': '80', 'address': '192.0.2.1'}";
        world.send(POOL, WEB + ", " + first);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("shop"));
        assertEquals(Optional.of(Address.of("192.0.2.2")), world.address("web"));
        assertEquals(Map.of(), world.changes);
    }

    @Test
    void theDnsThatWaitsGetsTheAddressThatTheTwinNamesMeanwhile() {
        world.cluster.set(Area.DNS, Access.WRITE);
        world.add(
                "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'kube-dns', 'namespace': 'kube-system'}, 'spec':"
                        + " {'clusterIP': '172.28.0.10', 'selector': {'k8s-app': 'kube-dns'}, 'ports': [{'port': 53, 'protocol':"
                        + " 'UDP'}]}}");
        world.send(POOL + ", 'dns': {'zone': 'edge.local', 'serve': {}}", "");
        ObjectRef dns = ClusterDns.serving(Protocol.UDP);
        assertEquals(Address.of("192.0.2.1"), world.cluster.addresses().get(dns));

        world.cluster.remove(new ObjectRef("metallb.io/v1beta1", "IPAddressPool", "metallb-system", "fairlead-a"));
        assertEquals(null, world.cluster.addresses().get(dns));
        world.send(POOL + ", 'dns': {'zone': 'edge.local', 'serve': {'address': '192.0.2.7'}}", "");
        assertEquals(Address.of("192.0.2.7"), world.cluster.addresses().get(dns));
        assertEquals(Map.of(), world.changes);
    }
}
