package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * A router that MetalLB tells its addresses.
 *
 * @param id its key in the twin
 * @param address its address
 * @param asn its AS number
 * @param port its TCP port, where it is not 179
 * @param holdTime seconds without a message after which the session ends, where the twin says so; 0 for never
 * @param bfd whether BFD watches the session
 * @param passwordSecret the Secret in MetalLB's namespace that holds the session's password
 */
public record BgpPeer(
        String id,
        Address address,
        long asn,
        Optional<Integer> port,
        Optional<Integer> holdTime,
        boolean bfd,
        Optional<String> passwordSecret) {

    /** The name of its BGPPeer. */
    public String objectName() {
        return Pool.PREFIX + id;
    }
}
