package io.fairlead.desired;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses that no Service may get for outside traffic, whatever the pool contains. */
final class ReservedAddresses {

    /**
     * A reserved range and its holder.
     *
     * @param range the addresses
     * @param holder what the addresses are reserved for
     */
    private record Reserved(AddressRange range, String holder) {}

    /** Reserved on an Azure Stack Edge: {@link Platform#hasReservedAddresses}. */
    private static final List<Reserved> OF_THE_DEVICE = List.of(
            reserved("172.28.0.1", "the device's Kubernetes service"),
            reserved("172.28.0.10", "the device's CoreDNS service"));

    /**
     * Ranges that the IANA registries exclude as addresses of a host (<a href="https://www.rfc-editor.org/rfc/rfc6890">RFC
     * 6890</a>).
     */
    private static final List<Reserved> OF_EVERYBODY = List.of(
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

    /** What {@code address} is reserved for; empty if it is not reserved. */
    static Optional<String> holder(Address address, Platform platform) {
        return holder(new AddressRange(address, address), platform);
    }

    /** The first reserved addresses in {@code range} and what they are reserved for; empty if there are none. */
    static Optional<String> holder(AddressRange range, Platform platform) {
        List<Reserved> ofTheDevice = platform.hasReservedAddresses() ? OF_THE_DEVICE : List.of();
        return Stream.concat(ofTheDevice.stream(), OF_EVERYBODY.stream())
                .filter(reserved -> reserved.range().overlaps(range))
                .findFirst()
                .map(reserved -> Problems.told(reserved.range()) + " is reserved for " + reserved.holder());
    }

    private static Reserved reserved(String range, String holder) {
        return new Reserved(AddressRange.of(range), holder);
    }
}
