package io.fairlead.model;

import io.fairlead.address.AddressSet;

/**
 * A pool of Kubernetes external service IPs.
 *
 * @param id its key in the twin; the IPAddressPool is called {@link #objectName()}
 * @param addresses what may be given out, never empty
 * @param autoAssign whether MetalLB may give addresses to Services that name no pool
 * @param avoidBuggyIps whether IPv4 addresses ending in 0 or 255 are left out
 * @param advertise how the addresses are announced
 */
public record Pool(String id, AddressSet addresses, boolean autoAssign, boolean avoidBuggyIps, Advertise advertise) {

    /** What the names of Fairlead's own pools and advertisements begin with. */
    public static final String PREFIX = "fairlead-";

    /** The name of its IPAddressPool and L2Advertisement. */
    public String objectName() {
        return PREFIX + id;
    }
}
