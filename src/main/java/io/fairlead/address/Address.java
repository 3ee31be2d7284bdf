package io.fairlead.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * One IPv4 or IPv6 address. IPv4 sorts before IPv6, and each family by value.
 *
 * @param isIpv4 whether it is an IPv4 address
 * @param high the upper 64 bits; 0 for an IPv4 address
 * @param low the lower 64 bits, which contain the whole of an IPv4 address
 */
public record Address(boolean isIpv4, long high, long low) implements Comparable<Address> {

    private static final long LAST_IPV4 = 0xffff_ffffL;
    private static final int OCTET = 0xff;

    /** Refuses a value that is too large for IPv4. */
    public Address {
        if (isIpv4 && (high != 0 || low < 0 || low > LAST_IPV4)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    static Address of(IPAddress address) {
        BigInteger number = address.getValue();
        return new Address(address.isIPv4(), number.shiftRight(Long.SIZE).longValue(), number.longValue());
    }

    /** The address that {@code text} represents; empty if it is not exactly one full address. */
    public static Optional<Address> parse(String text) {
        return AddressText.address(text.strip()).map(Address::of);
    }

    /**
     * Like {@link #parse}, for text that is known to be an address. Otherwise throws an {@link IllegalArgumentException}.
     */
    public static Address of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
    }

    /** The address {@code steps} after this one, or empty past the end of the family. */
    public Optional<Address> plus(long steps) {
        long moved = low + steps;
        boolean carries = steps > 0 && Long.compareUnsigned(moved, low) < 0;
        boolean borrows = steps < 0 && Long.compareUnsigned(moved, low) > 0;
        if (isIpv4) {
            return moved < 0 || moved > LAST_IPV4 ? Optional.empty() : Optional.of(new Address(true, 0, moved));
        }
        if ((carries && high == -1) || (borrows && high == 0)) {
            return Optional.empty();
        }
        return Optional.of(new Address(false, high + (carries ? 1 : 0) - (borrows ? 1 : 0), moved));
    }

    /**
     * Whether the last byte of an IPv4 address is 0 or 255, which some old routers treat as a network or broadcast address.
     */
    public boolean isBuggy() {
        long last = low & OCTET;
        return isIpv4 && (last == 0 || last == OCTET);
    }

    BigInteger number() {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(low)));
    }

    @Override
    public int compareTo(Address other) {
        if (isIpv4 != other.isIpv4) {
            return isIpv4 ? -1 : 1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The canonical text: dotted quad, or IPv6 as RFC 5952 writes it. */
    @Override
    public String toString() {
        return isIpv4
                ? (low >> 24) + "." + (low >> 16 & OCTET) + "." + (low >> 8 & OCTET) + "." + (low & OCTET)
                : new IPv6Address(high, low).toCanonicalString();
    }
}
