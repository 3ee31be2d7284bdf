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
 * The Kubernetes objects of BGP.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
final class BgpManifests {

    /** The name of the one BFDProfile. */
    static final String BFD_PROFILE = "fairlead-bfd";

    private static final int BGP_PORT = 179;

    /** FRR's defaults for BFD: a silent router counts as down after three times 300 ms. */
    private static final Map<String, Object> BFD =
            Map.of("receiveInterval", 300, "transmitInterval", 300, "detectMultiplier", 3);

    private BgpManifests() {}

    /** The BGPPeer of a router. */
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

    /** Announces the addresses of a pool to the named routers; to all if {@code peers} is empty. */
    static Manifest bgpAdvertisement(ObjectRef ref, Pool pool, List<String> peers) {
        Map<String, Object> spec = PoolManifests.announced(pool);
        if (!peers.isEmpty()) {
            spec.put("peers", peers);
        }
        return PoolManifests.manifest(ref, spec);
    }

    /** The BFDProfile of the sessions. */
    static Manifest bfdProfile(ObjectRef ref) {
        return PoolManifests.manifest(ref, BFD);
    }

    /** A duration in Go's canonical form, so that the API server's conversion does not change it. */
    static String duration(int seconds) {
        String text = seconds % 60 + "s";
        if (seconds >= 60) {
            text = seconds / 60 % 60 + "m" + text;
        }
        return seconds >= 3600 ? seconds / 3600 + "h" + text : text;
    }
}
