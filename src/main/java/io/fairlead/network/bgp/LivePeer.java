package io.fairlead.network.bgp;

import io.fairlead.address.Address;
import io.fairlead.model.BgpPeer;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.LivePool;
import io.fairlead.network.NetworkInput;
import java.util.List;
import java.util.Optional;

/**
 * A BGPPeer of the cluster.
 *
 * @param object the object
 * @param own whether Fairlead created it
 */
record LivePeer(LiveObject object, boolean own) {

    /** All BGPPeers in MetalLB's namespace. */
    static List<LivePeer> of(NetworkInput input) {
        return input.observed().stream("BGPPeer")
                .filter(object -> object.ref().namespace().equals(input.metalLbNamespace()))
                .map(object -> new LivePeer(object, LivePool.isOwn(object, input.inventory())))
                .toList();
    }

    ObjectRef ref() {
        return object.ref();
    }

    String name() {
        return object.ref().name();
    }

    /** Whether the session is with the router of {@code peer}. */
    boolean isWith(BgpPeer peer) {
        Optional<Address> address = object.body().text("spec", "peerAddress").flatMap(Address::parse);
        return address.equals(Optional.of(peer.address()));
    }

    /** Whether the session's local AS number is {@code localAsn}. */
    boolean isFrom(long localAsn) {
        return object.body().number("spec", "myASN").equals(Optional.of(localAsn));
    }

    /** Whether others created a session that already is the desired one. It is used unchanged. */
    boolean satisfies(BgpPeer peer, long localAsn) {
        return !own
                && isWith(peer)
                && isFrom(localAsn)
                && object.body().number("spec", "peerASN").equals(Optional.of(peer.asn()));
    }

    /** Whether the session uses the nodes' default routing table, where all sessions must be compatible. */
    boolean isInDefaultVrf() {
        return object.body().text("spec", "vrf").filter(vrf -> !vrf.isEmpty()).isEmpty();
    }

    /** Whether the session uses {@code profile}. */
    boolean uses(ObjectRef profile) {
        return object.body().text("spec", "bfdProfile").equals(Optional.of(profile.name()));
    }
}
