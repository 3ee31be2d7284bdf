package io.fairlead.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** One IPv4 or IPv6 address, ordered IPv4 before IPv6 and by value inside a family. */
public final class Address implements Comparable<Address> {

    private static final Pattern LETTERS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    private final IPAddress value;

    Address(IPAddress value) {
        this.value = value.withoutPrefixLength();
    }

    /** The address that {@code text} spells, or empty where it is not exactly one full address. */
    public static Optional<Address> parse(String text) {
        if (!LETTERS.matcher(text.strip()).matches()) {
            return Optional.empty(); // The library fails on some texts that are far from an address.
        }
        IPAddressString string = new IPAddressString(text.strip(), AddressText.STRICT);
        IPAddress parsed = string.getAddress();
        if (parsed == null || parsed.isMultiple() || parsed.isPrefixed()) {
            return Optional.empty();
        }
        return Optional.of(new Address(parsed));
    }

    /** Like {@link #parse}, for text that is known to be an address; anything else is an {@link IllegalArgumentException}. */
    public static Address of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return value.isIPv4();
    }

    /** The address {@code steps} after this one, or empty past the end of the family. */
    public Optional<Address> plus(long steps) {
        BigInteger moved = value.getValue().add(BigInteger.valueOf(steps));
        if (moved.signum() < 0 || moved.bitLength() > value.getBitCount()) {
            return Optional.empty();
        }
        return Optional.of(new Address(value.increment(steps)));
    }

    /** The last byte of an IPv4 address is 0 or 255, which some old routers take for a network or broadcast address. */
    public boolean isBuggy() {
        if (!isIpv4()) {
            return false;
        }
        int last = value.getSegment(3).getSegmentValue();
        return last == 0 || last == 255;
    }

    IPAddress value() {
        return value;
    }

    BigInteger number() {
        return value.getValue();
    }

    @Override
    public int compareTo(Address other) {
        if (isIpv4() != other.isIpv4()) {
            return isIpv4() ? -1 : 1;
        }
        return number().compareTo(other.number());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && compareTo(address) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(isIpv4(), number());
    }

    /** The canonical text: dotted quad, or IPv6 as RFC 5952 writes it. */
    @Override
    public String toString() {
        return value.toCanonicalString();
    }
}
