package io.fairlead.network.bgp;

import io.fairlead.model.BgpPeer;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.network.metallb.PoolManifests;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects of BGP.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
final class BgpManifests {

    /** The name of the one BFDProfile. */
    static final String BFD_PROFILE = "fairlead-bfd";

    private static final int BGP_PORT = 179;

    /** BFD's own defaults in FRR: a silent router is given up after three times 300 ms. */
    private static final Map<String, Object> BFD =
            Map.of("receiveInterval", 300, "transmitInterval", 300, "detectMultiplier", 3);

    private BgpManifests() {}

    /** The session with a router. */
    static Manifest bgpPeer(ObjectRef ref, long localAsn, BgpPeer peer) {
        Map<String, Object> spec = new TreeMap<>(Map.of(
                "myASN",
                localAsn,
                "peerASN",
                peer.asn(),
                "peerAddress",
                peer.address().toString(),
                "peerPort",
                peer.port().orElse(BGP_PORT)));
        peer.holdTime().ifPresent(seconds -> spec.put("holdTime", duration(seconds)));
        peer.passwordSecret().ifPresent(secret -> spec.put("passwordSecret", Map.of("name", secret)));
        if (peer.bfd()) {
            spec.put("bfdProfile", BFD_PROFILE);
        }
        return PoolManifests.manifest(ref, spec);
    }

    /** Tells routers the addresses of a pool; all of them where none is named. */
    static Manifest bgpAdvertisement(ObjectRef ref, Pool pool, List<String> peers) {
        Map<String, Object> spec = PoolManifests.announced(pool);
        if (!peers.isEmpty()) {
            spec.put("peers", peers);
        }
        return PoolManifests.manifest(ref, spec);
    }

    /** How BFD watches a session. */
    static Manifest bfdProfile(ObjectRef ref) {
        return PoolManifests.manifest(ref, BFD);
    }

    /** A duration as Go writes it, so that no conversion by the API server changes it. */
    static String duration(int seconds) {
        String text = seconds % 60 + "s";
        if (seconds >= 60) {
            text = seconds / 60 % 60 + "m" + text;
        }
        return seconds >= 3600 ? seconds / 3600 + "h" + text : text;
    }
}
