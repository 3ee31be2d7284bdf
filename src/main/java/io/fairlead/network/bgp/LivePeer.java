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
 * @param own whether Fairlead made it
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

    /** Whether the session is with the router that {@code peer} names. */
    boolean isWith(BgpPeer peer) {
        Optional<Address> address = object.body().text("spec", "peerAddress").flatMap(Address::parse);
        return address.equals(Optional.of(peer.address()));
    }

    /** Whether its own end has this AS number. */
    boolean isFrom(long localAsn) {
        return object.body().number("spec", "myASN").equals(Optional.of(localAsn));
    }

    /** Whether a foreign one already is the session that is wanted, so that it is left as it is. */
    boolean satisfies(BgpPeer peer, long localAsn) {
        return !own
                && isWith(peer)
                && isFrom(localAsn)
                && object.body().number("spec", "peerASN").equals(Optional.of(peer.asn()));
    }

    /** Whether it lies in the nodes' own routing table, where all sessions must agree. */
    boolean isInDefaultVrf() {
        return object.body().text("spec", "vrf").filter(vrf -> !vrf.isEmpty()).isEmpty();
    }

    /** Whether {@code profile} watches it. */
    boolean uses(ObjectRef profile) {
        return object.body().text("spec", "bfdProfile").equals(Optional.of(profile.name()));
    }
}
