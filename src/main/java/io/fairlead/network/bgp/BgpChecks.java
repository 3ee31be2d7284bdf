package io.fairlead.network.bgp;

import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.Paths;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks BGP sessions against the cluster's sessions created by others. In FRR mode one conflicting session makes
 * MetalLB refuse its whole configuration, including that of every pool.
 *
 * @see <a href="https://github.com/metallb/metallb/blob/v0.16.1/internal/config/validation.go">MetalLB's checks</a>
 */
public final class BgpChecks {

    private BgpChecks() {}

    /** Every reason to refuse the desired sessions; empty if they may come into force. */
    public static List<Problem> check(NetworkInput input) {
        Optional<Bgp> bgp = input.bgp();
        if (bgp.isEmpty() || !input.writesPools()) {
            return List.of();
        }
        if (!BgpPlanner.isWritable(input)) {
            return stillAnnounced(input).toList();
        }
        List<LivePeer> foreign = LivePeer.of(input).stream()
                .filter(peer -> !peer.own() && peer.isInDefaultVrf())
                .toList();
        return Stream.of(
                        sameRouter(bgp.get(), foreign),
                        otherLocalAsn(bgp.get(), foreign),
                        BgpPlanner.tellsEveryRouter(input) ? strangers(bgp.get(), foreign) : Stream.<Problem>empty())
                .flatMap(problems -> problems)
                .toList();
    }

    /**
     * Only the twin's routers may receive the addresses. If MetalLB announces to all routers, there must be no others.
     */
    private static Stream<Problem> strangers(Bgp bgp, List<LivePeer> foreign) {
        return foreign.stream()
                .filter(other -> bgp.peers().values().stream().noneMatch(other::isWith))
                .map(other -> new Problem(
                        "network.bgp.peers",
                        Code.Conflict,
                        other.ref()
                                + ", which Fairlead did not create, would receive the addresses too: MetalLB before 0.13"
                                + " announces all pools of BGP to each router; add it to the peers, or remove it"));
    }

    /** Without the right to announce a pool by BGP, its current announcement by L2 must not end. */
    private static Stream<Problem> stillAnnounced(NetworkInput input) {
        return input.inForce().pools().values().stream()
                .filter(pool -> pool.advertise().isL2())
                .flatMap(pool -> Stream.ofNullable(input.wanted().pools().get(pool.id())))
                .filter(pool -> !pool.advertise().isL2() && pool.advertise().isBgp())
                .map(pool -> new Problem(
                        Paths.pool(pool.id()) + ".advertise",
                        Code.NoRights,
                        "would end the announcement by L2, and the module may not write BGPPeers and BGPAdvertisements;"
                                + " apply " + Area.BGP.file()));
    }

    private static Stream<Problem> sameRouter(Bgp bgp, List<LivePeer> foreign) {
        return bgp.peers().values().stream()
                .flatMap(peer -> foreign.stream()
                        .filter(other -> other.isWith(peer) && !other.satisfies(peer, bgp.localAsn()))
                        .map(other -> new Problem(
                                Paths.bgpPeer(peer.id()),
                                Code.Conflict,
                                other.ref() + ", which Fairlead did not create, is a session with " + peer.address()
                                        + " too, with other AS numbers; MetalLB takes one session with a router: remove it, or"
                                        + " give its AS numbers to use it as it is")));
    }

    private static Stream<Problem> otherLocalAsn(Bgp bgp, List<LivePeer> foreign) {
        return foreign.stream()
                .filter(other -> !other.isFrom(bgp.localAsn()))
                .map(other -> new Problem(
                        "network.bgp.localAsn",
                        Code.Conflict,
                        "is " + bgp.localAsn() + ", and " + other.ref()
                                + ", which Fairlead did not create, has the AS number "
                                + other.object().body().number("spec", "myASN").orElse(0L)
                                + "; MetalLB takes one for all sessions: use that one, or remove the session"));
    }
}
