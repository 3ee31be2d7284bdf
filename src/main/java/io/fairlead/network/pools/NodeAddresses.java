package io.fairlead.network.pools;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NodeIps;
import io.fairlead.network.Paths;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Checks pools against the nodes' addresses, the reserved addresses of their subnets, and their pods' addresses. */
final class NodeAddresses {

    /**
     * Annotations in which Calico keeps a node's address with the prefix length of its subnet. The Kubernetes API has
     * it nowhere else.
     */
    private static final List<String> SUBNETS =
            List.of("projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address");

    private NodeAddresses() {}

    /** Every reason to refuse a pool; equal problems of several nodes once. */
    static Stream<Problem> overlaps(NetworkInput input) {
        return input.wanted().pools().values().stream()
                .flatMap(pool -> input.observed().stream("Node")
                        .flatMap(node -> Stream.of(ofNode(pool, node), ofSubnet(pool, node), ofPods(pool, node)))
                        .flatMap(problems -> problems))
                .distinct();
    }

    private static Stream<Problem> ofNode(Pool pool, LiveObject node) {
        return NodeIps.of(node)
                .filter(pool.addresses()::contains)
                .map(address -> reserved(
                        pool, address + " is the address of node " + node.ref().name()));
    }

    /*
     * The lowest IPv6 address of a subnet belongs to its routers (RFC 4291, 2.6.1). A subnet of one or two addresses
     * has only hosts (RFC 3021, RFC 6164).
     */
    private static Stream<Problem> ofSubnet(Pool pool, LiveObject node) {
        return SUBNETS.stream()
                .flatMap(key -> node.annotation(key).stream())
                .flatMap(text -> AddressRange.parse(text).stream())
                .filter(subnet -> subnet.size().compareTo(BigInteger.TWO) > 0)
                .flatMap(subnet -> subnet.first().isIpv4()
                        ? Stream.concat(
                                ofSubnet(pool, subnet.first(), "network address", subnet),
                                ofSubnet(pool, subnet.last(), "broadcast address", subnet))
                        : ofSubnet(pool, subnet.first(), "router address", subnet));
    }

    private static Stream<Problem> ofSubnet(Pool pool, Address address, String what, AddressRange subnet) {
        return pool.gives(address)
                ? Stream.of(reserved(pool, address + " is the " + what + " of the nodes' subnet " + subnet))
                : Stream.empty();
    }

    private static Stream<Problem> ofPods(Pool pool, LiveObject node) {
        Stream<String> cidrs = Stream.concat(
                node.body().text("spec", "podCIDR").stream(), node.body().texts("spec", "podCIDRs").stream());
        return cidrs.distinct()
                .flatMap(text -> AddressRange.parse(text).stream())
                .map(cidr -> new AddressSet(List.of(cidr)))
                .filter(pool.addresses()::overlaps)
                .map(cidr -> PoolChecks.overlap(
                        pool, cidr, "the pods' addresses of node " + node.ref().name() + " (" + cidr + ")"));
    }

    private static Problem reserved(Pool pool, String why) {
        return new Problem(Paths.pool(pool.id()) + ".addresses", Code.ReservedAddress, why + "; leave it out");
    }
}
