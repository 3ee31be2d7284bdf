package io.fairlead.model;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import java.math.BigInteger;
import java.util.List;

/**
 * A pool of Kubernetes external service IPs.
 *
 * @param id its key in the twin; the object in the cluster is named {@link #objectName()}
 * @param addresses the addresses that it gives out; never empty in the twin
 * @param autoAssign whether MetalLB may give addresses to Services that name no pool
 * @param avoidBuggyIps whether IPv4 addresses ending in 0 or 255 are left out
 * @param advertise how the addresses are announced
 * @param interfaces the network interfaces on which they are announced by ARP and NDP; empty for all
 * @param nodes the nodes that announce them; empty for all
 */
public record Pool(
        String id,
        AddressSet addresses,
        boolean autoAssign,
        boolean avoidBuggyIps,
        Advertise advertise,
        List<String> interfaces,
        List<String> nodes) {

    /** Copies the lists. */
    public Pool {
        interfaces = List.copyOf(interfaces);
        nodes = List.copyOf(nodes);
    }

    /** A pool that gives out no address. */
    public static Pool empty(String id) {
        return new Pool(id, AddressSet.EMPTY, false, false, Advertise.NONE, List.of(), List.of());
    }

    /** A copy with more addresses. */
    public Pool with(AddressSet more) {
        return new Pool(id, addresses.union(more), autoAssign, avoidBuggyIps, advertise, interfaces, nodes);
    }

    /** A copy with only these addresses. */
    public Pool withOnly(AddressSet others) {
        return new Pool(id, others, autoAssign, avoidBuggyIps, advertise, interfaces, nodes);
    }

    /** A copy that leaves out addresses ending in 0 or 255. */
    public Pool avoidingBuggyIps() {
        return new Pool(id, addresses, autoAssign, true, advertise, interfaces, nodes);
    }

    /** The prefix of the names of Fairlead's own pools and advertisements. */
    public static final String PREFIX = "fairlead-";

    /** The name of its object and of its advertisements. */
    public String objectName() {
        return PREFIX + id;
    }

    /** Whether the load balancer may give out {@code address} from it. */
    public boolean gives(Address address) {
        return addresses.contains(address) && !(avoidBuggyIps && address.isBuggy());
    }

    /** The number of addresses that the load balancer may give out from it. */
    public BigInteger size() {
        return addresses.ranges().stream()
                .map(range -> avoidBuggyIps ? range.size().subtract(BigInteger.valueOf(range.buggy())) : range.size())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
