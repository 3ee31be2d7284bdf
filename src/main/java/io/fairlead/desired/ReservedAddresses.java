package io.fairlead.desired;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import java.util.List;
import java.util.Optional;

/** Addresses that no Service may have from outside, whatever the pool says. */
final class ReservedAddresses {

    /**
     * A reserved range and who holds it.
     *
     * @param range the addresses
     * @param holder for what they are reserved
     */
    private record Reserved(AddressRange range, String holder) {}

    /**
     * Azure Stack Edge's own (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-2407-release-notes">release notes</a>),
     * then what the IANA registries keep from being a host's address (<a href="https://www.rfc-editor.org/rfc/rfc6890">RFC
     * 6890</a>).
     */
    private static final List<Reserved> ALL = List.of(
            reserved("172.28.0.1", "the device's Kubernetes service"),
            reserved("172.28.0.10", "the device's CoreDNS service"),
            reserved("0.0.0.0/8", "\"this network\""),
            reserved("127.0.0.0/8", "loopback"),
            reserved("169.254.0.0/16", "link-local use"),
            reserved("224.0.0.0/4", "multicast"),
            reserved("240.0.0.0/4", "future use and broadcast"),
            reserved("::/127", "the unspecified address and loopback"),
            reserved("::ffff:0:0/96", "IPv4 addresses in IPv6 form, which MetalLB takes for IPv4"),
            reserved("fe80::/10", "link-local use"),
            reserved("ff00::/8", "multicast"));

    private ReservedAddresses() {}

    /** Why {@code address} is reserved, or empty where it is not. */
    static Optional<String> holder(Address address) {
        return holder(new AddressRange(address, address));
    }

    /** The first reserved addresses in {@code range} and why, or empty where it holds none. */
    static Optional<String> holder(AddressRange range) {
        return ALL.stream()
                .filter(reserved -> reserved.range().overlaps(range))
                .findFirst()
                .map(reserved -> Problems.told(reserved.range()) + " is reserved for " + reserved.holder());
    }

    private static Reserved reserved(String range, String holder) {
        return new Reserved(AddressRange.of(range), holder);
    }
}
