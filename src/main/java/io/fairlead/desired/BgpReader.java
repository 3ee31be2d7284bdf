package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.model.Code;
import io.fairlead.model.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the BGP sessions. MetalLB accepts every session that passes these checks: its webhooks, its speakers in FRR mode,
 * its speakers in native mode (without BFD and IPv6), and the parser of its ConfigMap.
 */
final class BgpReader {

    private static final String PATH = "network.bgp";
    private static final String PEERS = "network.bgp.peers";

    private static final long FIRST_RESERVED_ASN = 65_535;
    private static final long LAST_RESERVED_ASN = 131_071;

    /**
     * The shortest hold time in seconds, apart from 0, with which a session never expires
     * (<a href="https://www.rfc-editor.org/rfc/rfc4271#section-4.2">RFC 4271</a>).
     */
    private static final long LEAST_HOLD_TIME = 3;

    private final Problems problems;
    private final AddressReader addresses;
    private final List<Pool> told;

    private BgpReader(Collection<Pool> pools, Problems problems) {
        this.problems = problems;
        this.addresses = new AddressReader(problems);
        this.told = pools.stream().filter(pool -> pool.advertise().isBgp()).toList();
    }

    /**
     * The sessions without the peers that have a problem; empty if there are none.
     *
     * @param bgp the value of {@code network.bgp}, empty if it is absent
     * @param present whether the key is present, even with a value of the wrong type
     * @param pools the pools that could be read
     */
    static Optional<Bgp> read(Values bgp, boolean present, Collection<Pool> pools, Problems problems) {
        return new BgpReader(pools, problems).bgp(bgp, present);
    }

    /** The path of the address of a peer. */
    static String addressPath(String id) {
        return in(in(PEERS, id), "address");
    }

    private Optional<Bgp> bgp(Values bgp, boolean present) {
        if (!present) {
            missing();
        }
        SortedMap<String, BgpPeer> peers = new TreeMap<>();
        Values byId = bgp.object("peers");
        for (String id : new TreeSet<>(byId.clean().keySet())) {
            peer(id, byId.object(id)).ifPresent(peer -> peers.put(id, peer));
        }
        if (bgp.has("peers") && byId.clean().isEmpty()) {
            problems.add(PEERS, Code.MissingValue, "`peers` is empty; name at least one router.");
        } else if (peers.size() == byId.clean().size() && !peers.isEmpty()) {
            unheard(peers.values(), true);
            unheard(peers.values(), false);
        }
        return asn(PATH, "localAsn", bgp).map(asn -> new Bgp(asn, peers));
    }

    private void missing() {
        if (!told.isEmpty()) {
            problems.add(
                    PATH,
                    Code.MissingValue,
                    "Pool " + names(told) + " is advertised by BGP, and the twin names no router; add `bgp` with"
                            + " `localAsn` and `peers`.");
        }
    }

    /*
     * Since 0.15 MetalLB advertises to a router only addresses of the family of its session. Addresses of the other family
     * would never be advertised, and no error would be reported.
     */
    private void unheard(Collection<BgpPeer> peers, boolean ipv4) {
        List<Pool> unheard = told.stream()
                .filter(pool -> pool.addresses().ranges().stream()
                        .anyMatch(range -> range.first().isIpv4() == ipv4))
                .toList();
        if (!unheard.isEmpty()
                && peers.stream().noneMatch(peer -> peer.address().isIpv4() == ipv4)) {
            String family = ipv4 ? "IPv4" : "IPv6";
            problems.add(
                    PEERS,
                    Code.MissingValue,
                    "Pool " + names(unheard) + " has " + family + " addresses, and no peer has an " + family
                            + " address; MetalLB announces a family only over sessions of that family.");
        }
    }

    private static String names(List<Pool> pools) {
        return pools.stream().map(pool -> quoted(pool.id())).collect(Collectors.joining(", "));
    }

    private Optional<BgpPeer> peer(String id, Values peer) {
        String path = in(PEERS, id);
        Optional<Address> address = address(path, peer);
        Optional<Long> asn = asn(path, "asn", peer);
        Optional<Integer> holdTime = holdTime(path, peer);
        Optional<String> secret = secret(path, peer);
        if (address.isEmpty() || asn.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BgpPeer(
                id,
                address.get(),
                asn.get(),
                peer.number("port").map(Long::intValue),
                holdTime,
                peer.flag("bfd", false),
                secret));
    }

    private Optional<Address> address(String path, Values peer) {
        String at = in(path, "address");
        Optional<Address> address = peer.text("address").flatMap(text -> addresses.address(at, text));
        address.flatMap(read -> ReservedAddresses.holder(read, problems.platform()))
                .ifPresent(held -> problems.add(at, Code.ReservedAddress, held + "; no router has it."));
        return address;
    }

    private Optional<Long> asn(String path, String key, Values holder) {
        Optional<Long> asn = holder.number(key);
        if (asn.filter(number -> number >= FIRST_RESERVED_ASN && number <= LAST_RESERVED_ASN)
                .isPresent()) {
            problems.add(
                    in(path, key),
                    Code.OutOfRange,
                    asn.get() + " is reserved; give an AS number from 1 to " + (FIRST_RESERVED_ASN - 1) + " or from "
                            + (LAST_RESERVED_ASN + 1) + " to 4294967294.");
        }
        return asn;
    }

    private Optional<Integer> holdTime(String path, Values peer) {
        Optional<Long> seconds = peer.number("holdTime");
        if (seconds.filter(number -> number > 0 && number < LEAST_HOLD_TIME).isPresent()) {
            problems.add(
                    in(path, "holdTime"),
                    Code.OutOfRange,
                    seconds.get() + " is too short; give " + LEAST_HOLD_TIME
                            + " seconds or more, or 0 for a session that" + " never expires.");
        }
        return seconds.map(Long::intValue);
    }

    private Optional<String> secret(String path, Values peer) {
        Optional<String> name = peer.text("passwordSecret");
        if (name.filter(text -> !NameRule.SUBDOMAIN.allows(text)).isPresent()) {
            problems.add(
                    in(path, "passwordSecret"),
                    Code.BadName,
                    "It is not the name of a Secret; use " + NameRule.SUBDOMAIN.told() + ". The password itself never"
                            + " belongs in the twin.");
        }
        return name;
    }

    /** The address of a peer, as an area that must not overlap any other. */
    static List<AddressRange> area(BgpPeer peer) {
        return List.of(new AddressRange(peer.address(), peer.address()));
    }
}
