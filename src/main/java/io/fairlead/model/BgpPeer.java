package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * A router to which MetalLB announces addresses.
 *
 * @param id its key in the twin
 * @param address its address
 * @param asn its AS number
 * @param port its TCP port, if it is not 179
 * @param holdTime seconds without a message after which the session ends, if the twin sets it; 0 for never
 * @param bfd whether BFD monitors the session
 * @param passwordSecret the Secret in MetalLB's namespace with the session's password
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
