package io.fairlead.desired;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses that no Service may have from outside, whatever the pool says. */
final class ReservedAddresses {

    /**
     * A reserved range and who holds it.
     *
     * @param range the addresses
     * @param holder for what they are reserved
     */
    private record Reserved(AddressRange range, String holder) {}

    /** {@link Platform#hasReservedAddresses}. */
    private static final List<Reserved> OF_THE_DEVICE = List.of(
            reserved("172.28.0.1", "the device's Kubernetes service"),
            reserved("172.28.0.10", "the device's CoreDNS service"));

    /**
     * What the IANA registries keep from being a host's address (<a href="https://www.rfc-editor.org/rfc/rfc6890">RFC
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

    /** Why {@code address} is reserved, or empty where it is not. */
    static Optional<String> holder(Address address, Platform platform) {
        return holder(new AddressRange(address, address), platform);
    }

    /** The first reserved addresses in {@code range} and why, or empty where it holds none. */
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
