package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import io.fairlead.address.Address;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the BGP sessions. */
final class BgpReader {

    private static final String PATH = "network.bgp";

    private final AddressReader addresses;

    private BgpReader(Problems problems) {
        this.addresses = new AddressReader(problems);
    }

    /** The sessions, or empty where a key without which there are none is missing. */
    static Optional<Bgp> read(Values bgp, Problems problems) {
        return new BgpReader(problems).bgp(bgp);
    }

    private Optional<Bgp> bgp(Values bgp) {
        SortedMap<String, BgpPeer> peers = new TreeMap<>();
        Values byId = bgp.object("peers");
        for (String id : new TreeSet<>(byId.clean().keySet())) {
            peer(id, byId.object(id)).ifPresent(peer -> peers.put(id, peer));
        }
        return bgp.number("localAsn").map(asn -> new Bgp(asn, peers));
    }

    private Optional<BgpPeer> peer(String id, Values peer) {
        String path = in(in(PATH, "peers"), id);
        Optional<Address> address = peer.text("address").flatMap(text -> addresses.address(in(path, "address"), text));
        Optional<Long> asn = peer.number("asn");
        if (address.isEmpty() || asn.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BgpPeer(
                id,
                address.get(),
                asn.get(),
                peer.number("port").map(Long::intValue),
                peer.number("holdTime").map(Long::intValue),
                peer.flag("bfd", false),
                peer.text("passwordSecret")));
    }
}
