package io.fairlead.model;

import io.fairlead.address.AddressSet;
import java.util.List;

/**
 * A pool of Kubernetes external service IPs.
 *
 * @param id its key in the twin; the IPAddressPool is called {@link #objectName()}
 * @param addresses what may be given out, never empty
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

    /** What the names of Fairlead's own pools and advertisements begin with. */
    public static final String PREFIX = "fairlead-";

    /** The name of its IPAddressPool and of its advertisements. */
    public String objectName() {
        return PREFIX + id;
    }
}
