package io.fairlead.address;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A contiguous, non-empty range of addresses of one family, both ends inclusive.
 *
 * @param first the lowest address
 * @param last the highest address, not below {@code first}
 */
public record AddressRange(Address first, Address last) implements Comparable<AddressRange> {

    /** Rejects ends of different families and ends in the wrong order. */
    public AddressRange {
        if (first.isIpv4() != last.isIpv4()) {
            throw new IllegalArgumentException("a range must not mix IPv4 and IPv6: " + first + "-" + last);
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("a range must not end before it begins: " + first + "-" + last);
        }
    }

    /**
     * The range that {@code text} represents: {@code a-b}, a CIDR (host bits allowed, as in MetalLB), or one address; empty
     * if it is none of them.
     */
    public static Optional<AddressRange> parse(String text) {
        int dash = text.indexOf('-');
        if (dash >= 0) {
            Optional<Address> first = Address.parse(text.substring(0, dash));
            Optional<Address> last = Address.parse(text.substring(dash + 1));
            if (first.isEmpty()
                    || last.isEmpty()
                    || first.get().isIpv4() != last.get().isIpv4()) {
                return Optional.empty();
            }
            return first.get().compareTo(last.get()) > 0
                    ? Optional.empty()
                    : Optional.of(new AddressRange(first.get(), last.get()));
        }
        if (text.indexOf('/') < 0) {
            return Address.parse(text).map(address -> new AddressRange(address, address));
        }
        return AddressText.block(text.strip())
                .map(block -> new AddressRange(Address.of(block.getLower()), Address.of(block.getUpper())));
    }

    /** Like {@link #parse}, for text that is known to be a range. Otherwise throws an {@link IllegalArgumentException}. */
    public static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address range: " + text));
    }

    /** The number of addresses. */
    public BigInteger size() {
        return last.number().subtract(first.number()).add(BigInteger.ONE);
    }

    /** The number of {@linkplain Address#isBuggy() buggy} addresses. */
    public long buggy() {
        return first.isIpv4() ? endingIn(0) + endingIn(255) : 0;
    }

    private long endingIn(int octet) {
        return Math.floorDiv(last.low() - octet, 256L) - Math.floorDiv(first.low() - 1 - octet, 256L);
    }

    /** Its addresses in order, which may be very many. */
    public Stream<Address> addresses() {
        return Stream.iterate(
                        Optional.of(first),
                        at -> at.isPresent() && contains(at.get()),
                        at -> at.flatMap(address -> address.plus(1)))
                .flatMap(Optional::stream);
    }

    /** Whether it contains {@code address}. */
    public boolean contains(Address address) {
        return address.isIpv4() == first.isIpv4() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    /** Whether the two ranges have an address in common. */
    public boolean overlaps(AddressRange other) {
        return first.isIpv4() == other.first.isIpv4()
                && first.compareTo(other.last) <= 0
                && other.first.compareTo(last) <= 0;
    }

    /** Whether it contains every address of {@code other}. */
    public boolean containsAll(AddressRange other) {
        return contains(other.first) && contains(other.last);
    }

    /** The prefix length of the CIDR with exactly these addresses; empty if there is none. */
    public OptionalInt prefix() {
        BigInteger size = size();
        int hostBits = size.bitLength() - 1;
        boolean isBlock = size.bitCount() == 1 && first.number().mod(size).signum() == 0;
        return isBlock ? OptionalInt.of((first.isIpv4() ? 32 : 128) - hostBits) : OptionalInt.empty();
    }

    /** The CIDR with exactly these addresses ({@code 172.27.0.0/16}), else the form of {@link #toString}. */
    public String cidr() {
        OptionalInt prefix = prefix();
        return prefix.isPresent() ? first + "/" + prefix.getAsInt() : toString();
    }

    @Override
    public int compareTo(AddressRange other) {
        int byFirst = first.compareTo(other.first);
        return byFirst != 0 ? byFirst : last.compareTo(other.last);
    }

    /** The form that MetalLB and the device's local page accept: {@code a-b}, also for one address. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
