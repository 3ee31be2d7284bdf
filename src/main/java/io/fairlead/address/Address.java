package io.fairlead.address;

import inet.ipaddr.IPAddress;
import java.math.BigInteger;
import java.util.Optional;

/** One IPv4 or IPv6 address. IPv4 sorts before IPv6, and each family by value. */
public final class Address implements Comparable<Address> {

    private final IPAddress value;

    /** The value as one unsigned number in two halves, because comparing is the most frequent operation. */
    private final long high;

    private final long low;

    Address(IPAddress value) {
        this.value = value.withoutPrefixLength();
        BigInteger number = this.value.getValue();
        this.high = number.shiftRight(Long.SIZE).longValue();
        this.low = number.longValue();
    }

    /** The address that {@code text} represents; empty if it is not exactly one full address. */
    public static Optional<Address> parse(String text) {
        return AddressText.address(text.strip()).map(Address::new);
    }

    /**
     * Like {@link #parse}, for text that is known to be an address. Otherwise throws an {@link IllegalArgumentException}.
     */
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

    /**
     * Whether the last byte of an IPv4 address is 0 or 255, which some old routers treat as a network or broadcast address.
     */
    public boolean isBuggy() {
        if (!isIpv4()) {
            return false;
        }
        int last = value.getSegment(3).getSegmentValue();
        return last == 0 || last == 255;
    }

    /** The lower 64 bits, which contain the whole of an IPv4 address. */
    long low() {
        return low;
    }

    BigInteger number() {
        return value.getValue();
    }

    @Override
    public int compareTo(Address other) {
        if (isIpv4() != other.isIpv4()) {
            return isIpv4() ? -1 : 1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && compareTo(address) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + Boolean.hashCode(isIpv4());
    }

    /** The canonical text: dotted quad, or IPv6 as RFC 5952 writes it. */
    @Override
    public String toString() {
        return value.toCanonicalString();
    }
}
