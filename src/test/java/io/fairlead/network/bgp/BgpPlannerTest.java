package io.fairlead.network.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.PoolWorld;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.network.pools.PoolPlanner;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps lead from the sessions of the cluster to those of the twin. */
class BgpPlannerTest {

    private static final int ASN = 64501;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in the cluster        | wanted                  | own ASN | steps
            ''                      | a 192.0.2.254           | 64501   | BGPPeer fairlead-a (new BGP session); BGPAdvertisement fairlead-p (new BGP advertisement)
            a 192.0.2.254           | a 192.0.2.254           | 64501   | BGPAdvertisement fairlead-p (new BGP advertisement)
            a 192.0.2.254           | b 192.0.2.253           | 64501   | BGPPeer fairlead-b (new BGP session); BGPAdvertisement fairlead-p (new BGP advertisement); BGPPeer fairlead-a = gone (BGP session left the twin)
            a 192.0.2.254           | b 192.0.2.254           | 64501   | BGPAdvertisement fairlead-p (new BGP advertisement); BGPPeer fairlead-a = gone (in the way of another BGP session)
            a 192.0.2.254           | a 192.0.2.254           | 64502   | BGPAdvertisement fairlead-p (new BGP advertisement); BGPPeer fairlead-a = gone (in the way of another BGP session)
            """)
    void whatAnnouncesComesBeforeWhatAnnouncedGoesUnlessItIsInTheWay(
            String cluster, String wanted, long localAsn, String steps) {
        PoolWorld world = world(wanted, localAsn);
        peers(cluster)
                .values()
                .forEach(peer -> world.add(
                        BgpManifests.bgpPeer(MetalLbKind.PEER.ref("metallb-system", peer.objectName()), ASN, peer)));
        assertEquals(steps, PoolWorld.steps(plan(world)));
    }

    @Test
    void withoutTheRightToWriteSessionsNothingIsPlannedAndThatIsSaid() {
        AreaPlan plan = plan(world("a 192.0.2.254", ASN).may(Area.BGP, Access.READ));
        assertEquals("", PoolWorld.steps(plan));
        assertEquals("network.bgp NoRights", PoolWorld.problems(plan.problems()));
    }

    private static AreaPlan plan(PoolWorld world) {
        NetworkInput input = world.input();
        return BgpPlanner.plan(input, PoolPlanner.plan(input));
    }

    private static PoolWorld world(String peers, long localAsn) {
        return new PoolWorld()
                .own("p 192.0.2.1")
                .inForce("p 192.0.2.1")
                .wanted("p 192.0.2.1")
                .advertise(Advertise.BGP)
                .bgp(new Bgp(localAsn, peers(peers)));
    }

    private static SortedMap<String, BgpPeer> peers(String text) {
        SortedMap<String, BgpPeer> peers = new TreeMap<>(Map.of());
        Stream.of(text.split("; ")).filter(peer -> !peer.isEmpty()).forEach(peer -> {
            String[] parts = peer.split(" ", 2);
            Address address = Address.of(parts[1]);
            peers.put(
                    parts[0],
                    new BgpPeer(parts[0], address, 64500, Optional.empty(), Optional.empty(), false, Optional.empty()));
        });
        return peers;
    }
}
