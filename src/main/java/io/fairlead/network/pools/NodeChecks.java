package io.fairlead.network.pools;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NodeIps;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the declared node range with the live nodes. Fairlead does not set node addresses, so a difference is
 * reported and nothing is refused.
 */
public final class NodeChecks {

    private static final String PATH = "network.nodes.range";

    private NodeChecks() {}

    public static List<Problem> problems(NetworkInput input) {
        return input.wanted().nodeRange().stream()
                .flatMap(range -> Stream.concat(outside(range, input), tooFew(range, input)))
                .sorted()
                .toList();
    }

    /** A range of one address family does not restrict the other. */
    private static Stream<Problem> outside(AddressSet range, NetworkInput input) {
        return input.observed().stream("Node")
                .flatMap(node -> NodeIps.of(node)
                        .filter(address -> !range.contains(address) && hasFamily(range, address.isIpv4()))
                        .map(address -> problem("node " + node.ref().name() + " has the address " + address
                                + ", outside the range; correct the range, or the node's address on the device")));
    }

    /** An update starts a new node before it stops an old one. */
    private static Stream<Problem> tooFew(AddressSet range, NetworkInput input) {
        return Stream.of(true, false).filter(v4 -> hasFamily(range, v4)).flatMap(v4 -> {
            long nodes = input.observed().stream("Node")
                    .filter(node -> NodeIps.of(node).anyMatch(address -> address.isIpv4() == v4))
                    .count();
            BigInteger has = range.ranges().stream()
                    .filter(part -> part.first().isIpv4() == v4)
                    .map(AddressRange::size)
                    .reduce(BigInteger.ZERO, BigInteger::add);
            return nodes == 0 || has.compareTo(BigInteger.valueOf(nodes)) > 0
                    ? Stream.empty()
                    : Stream.of(problem("has " + has + (v4 ? " IPv4" : " IPv6") + " addresses for " + nodes
                            + " nodes; an update of the device needs one more than there are nodes"));
        });
    }

    private static boolean hasFamily(AddressSet range, boolean v4) {
        return range.ranges().stream().anyMatch(part -> part.first().isIpv4() == v4);
    }

    private static Problem problem(String message) {
        return new Problem(PATH, Code.NodeOutOfRange, message);
    }
}
