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

/** An address that was chosen for a tier, but never given: a Service in use is not moved to it once nobody asks for that. */
class MovesTakenBackTest {

    private static final String ONE = pools("'a': {'addresses': '192.0.2.1-192.0.2.9'}");
    private static final String TWO = ONE.replace("}}}", "}, 'b': {'addresses': '192.0.2.20-192.0.2.29'}}}");
    private static final String IN_B = WEB.replace("'80'", "'80', 'pool': 'b'");

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aNode() {
        world.addNode();
    }

    private static String pools(String pools) {
        return "'services': {'pools': {" + pools + "}}";
    }

    /** A pool from which the load balancer gives addresses to whoever asks for none. */
    private void aPoolOfOthers() {
        world.add(
                "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': 'others', 'namespace':"
                        + " 'metallb-system'}, 'spec': {'addresses': ['198.51.100.1-198.51.100.9'], 'autoAssign': true}}");
    }

    /** What is sent meanwhile chooses addresses that no Service gets. */
    private void withoutTheRightToWriteApps(Runnable sends) {
        world.cluster.set(Area.APPS, Access.READ);
        sends.run();
        world.cluster.set(Area.APPS, Access.WRITE);
        world.settle();
    }

    private void webHas(String address) {
        assertEquals(Optional.of(Address.of(address)), world.address("web"));
        assertEquals(Map.of(), world.changes);
        assertEquals(0, world.lost());
    }

    @Test
    void aMoveThatTheTwinTakesBackBeforeItIsMadeIsNotMade() {
        world.send(TWO, WEB);
        withoutTheRightToWriteApps(() -> {
            world.send(TWO, IN_B);
            world.send(TWO, WEB);
        });
        webHas("192.0.2.1");

        withoutTheRightToWriteApps(() -> world.send(TWO, IN_B));
        assertEquals(Optional.of(Address.of("192.0.2.20")), world.address("web"), "what is asked for still is done");
    }

    @Test
    void aTierThatComesBackToItsNamespaceKeepsTheAddressThatItsServiceHasThere() {
        world.cluster.fail("nginx:bad"); // So that the Service in the old namespace stays.
        world.send(TWO, WEB);
        world.send(TWO, IN_B.replace("nginx:1", "nginx:bad").replace("'80'", "'80', 'namespace': 'shop'"));
        webHas("192.0.2.1");
        assertEquals(Address.of("192.0.2.20"), world.cluster.addresses().get(ObjectRef.service("shop", "web")));
        world.send(TWO, WEB);
        webHas("192.0.2.1");
    }

    @Test
    void aMoveToAPoolThatIsGoneIsNotMade() {
        world.send(TWO, WEB);
        withoutTheRightToWriteApps(() -> {
            world.send(TWO, IN_B);
            world.send(ONE, IN_B);
        });
        webHas("192.0.2.1");
    }

    @Test
    void aReassignmentThatIsNoLongerInForceMovesNothing() {
        world.send(ONE, WEB);
        withoutTheRightToWriteApps(() -> {
            world.send(
                    "'services': {'onShrink': 'reassign', 'pools': {'a': {'addresses': '192.0.2.4-192.0.2.9'}}}", WEB);
            world.send(ONE, WEB);
        });
        webHas("192.0.2.1");
    }

    @Test
    void anAddressOfNoPoolIsForgottenOnceItsTierNoLongerNamesIt() {
        aPoolOfOthers();
        world.cluster.fail("nginx:bad"); // So that the old Service stays.
        world.send("", WEB.replace("'80'", "'80', 'address': '192.0.2.40', 'namespace': 'shop'"));
        assertEquals(Map.of(), world.cluster.addresses());
        world.send("", WEB.replace("nginx:1", "nginx:bad"));
        webHas("198.51.100.1");
    }

    @Test
    void anAddressThatFellToTheServiceOfAnotherTierStaysThere() {
        aPoolOfOthers();
        world.cluster.set(Area.APPS, Access.WRITE);
        String shares = ", 'expose': 'external', 'share': 't'";
        world.send("", "'z': {'image': 'nginx:1', 'ports': '53/UDP', 'replicas': 0" + shares + "}");
        world.cluster.stall(true); // So that the new Service of z is not there when that of web comes.
        String apps = WEB.replace(", 'expose': 'external'", shares)
                + ", 'z': {'image': 'nginx:1', 'expose': 'external', 'ports': '443', 'replicas': 0, 'namespace': 'shop'}";
        world.send("", apps);
        webHas("198.51.100.1");
        world.send(ONE, apps);
        webHas("198.51.100.1");
    }

    @Test
    void theDnsGetsNoAddressThatTheSamePlanTakesOutOfItsPool() {
        world.cluster.set(Area.DNS, Access.WRITE);
        world.add(
                "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'kube-dns', 'namespace': 'kube-system'}, 'spec':"
                        + " {'clusterIP': '172.28.0.10', 'selector': {'k8s-app': 'kube-dns'}, 'ports': [{'port': 53, 'protocol':"
                        + " 'UDP'}]}}");
        world.send(ONE, "");
        world.send(pools("") + ", 'dns': {'zone': 'edge.local', 'serve': {'address': '192.0.2.4'}}", "");
        assertEquals(0, world.lost(), "an address was given and taken");
        world.send(ONE + ", 'dns': {'zone': 'edge.local', 'serve': {'address': '192.0.2.4'}}", "");
        assertEquals(Address.of("192.0.2.4"), world.cluster.addresses().get(ClusterDns.serving(Protocol.UDP)));
    }
}
