package io.fairlead.network.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.network.PoolWorld;
import io.fairlead.network.metallb.MetalLb;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a load balancer that lacks it. */
class FeatureChecksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CRD        | BOTH | WRITE | ''
            CONFIG_MAP | L2   | WRITE | ''
            CONFIG_MAP | NONE | WRITE | network.services.pools.p.advertise UnsupportedSetting
            CONFIG_MAP | BGP  | WRITE | network.bgp.peers.r.bfd UnsupportedSetting; network.bgp.peers.r.passwordSecret UnsupportedSetting
            CONFIG_MAP | BGP  | READ  | ''
            """)
    void aSettingThatIsLackingIsNamedWhereItStandsUnlessNothingIsWritten(
            MetalLb metalLb, Advertise advertise, Access may, String problems) {
        BgpPeer peer = new BgpPeer(
                "r", Address.of("192.0.2.254"), 64500, Optional.empty(), Optional.empty(), true, Optional.of("secret"));
        PoolWorld world = new PoolWorld()
                .wanted("p 192.0.2.1")
                .advertise(advertise)
                .bgp(new Bgp(64501, new TreeMap<>(Map.of("r", peer))))
                .balancer(metalLb)
                .may(Area.POOLS, may);
        assertEquals(
                problems,
                PoolWorld.problems(
                        FeatureChecks.check(world.input()).stream().sorted().toList()));
    }
}
