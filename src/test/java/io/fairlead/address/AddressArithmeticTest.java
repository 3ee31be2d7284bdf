package io.fairlead.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sets of ranges of any size, IPv4 and IPv6, against lists of numbers that are looked through one by one. */
class AddressArithmeticTest {

    private static final int BITS4 = 32;
    private static final int BITS6 = 128;

    /** A range as two numbers. */
    record Numbers(int bits, BigInteger first, BigInteger last) {

        boolean contains(BigInteger number) {
            return first.compareTo(number) <= 0 && number.compareTo(last) <= 0;
        }

        AddressRange range() {
            return new AddressRange(address(bits, first), address(bits, last));
        }
    }

    /** The address as a text made of its number alone. */
    private static Address address(int bits, BigInteger number) {
        List<String> parts = new ArrayList<>();
        int width = bits == BITS4 ? 8 : 16;
        for (int at = bits - width; at >= 0; at -= width) {
            int part = number.shiftRight(at).intValue() & ((1 << width) - 1);
            parts.add(bits == BITS4 ? Integer.toString(part) : Integer.toHexString(part));
        }
        return Address.of(String.join(bits == BITS4 ? "." : ":", parts));
    }

    private static AddressSet set(List<Numbers> ranges) {
        return new AddressSet(ranges.stream().map(Numbers::range).toList());
    }

    private static boolean holds(List<Numbers> ranges, int bits, BigInteger number) {
        return ranges.stream().anyMatch(range -> range.bits() == bits && range.contains(number));
    }

    @Property(tries = 500)
    void everyAddressAtAnEndOfARangeIsWhereItBelongs(
            @ForAll("ranges") List<Numbers> a, @ForAll("ranges") List<Numbers> b) {
        AddressSet union = set(a).union(set(b));
        AddressSet common = set(a).intersect(set(b));
        AddressSet left = set(a).minus(set(b));
        for (int bits : List.of(BITS4, BITS6)) {
            BigInteger shared = BigInteger.ZERO;
            BigInteger size = BigInteger.ZERO;
            List<BigInteger> ends = ends(bits, a, b);
            for (int i = 0; i < ends.size(); i++) {
                BigInteger end = ends.get(i);
                Address address = address(bits, end);
                boolean inA = holds(a, bits, end);
                boolean inB = holds(b, bits, end);
                assertEquals(inA || inB, union.contains(address), address::toString);
                assertEquals(inA && inB, common.contains(address), address::toString);
                assertEquals(inA && !inB, left.contains(address), address::toString);
                BigInteger length = (i + 1 < ends.size() ? ends.get(i + 1) : end.add(BigInteger.ONE)).subtract(end);
                shared = inA && inB ? shared.add(length) : shared;
                size = inA || inB ? size.add(length) : size;
            }
            assertEquals(size, size(union, bits));
            assertEquals(shared, size(common, bits));
        }
        assertEquals(union.size(), left.size().add(set(b).size()));
        assertEquals(common.isEmpty(), !set(a).overlaps(set(b)));
        assertEquals(left.isEmpty(), set(b).containsAll(set(a)));
    }

    @Property(tries = 500)
    void aCidrHoldsTheAddressesThatShareItsPrefix(@ForAll("ranges") List<Numbers> some, @ForAll int seed) {
        for (Numbers numbers : some) {
            int prefix = Math.floorMod(seed, numbers.bits() + 1);
            BigInteger size = BigInteger.ONE.shiftLeft(numbers.bits() - prefix);
            BigInteger first = numbers.first().divide(size).multiply(size);
            AddressRange wanted =
                    new Numbers(numbers.bits(), first, first.add(size).subtract(BigInteger.ONE)).range();

            assertEquals(wanted, AddressRange.of(address(numbers.bits(), numbers.first()) + "/" + prefix));
            assertEquals(size, wanted.size());
        }
    }

    private static BigInteger size(AddressSet set, int bits) {
        return set.ranges().stream()
                .filter(range -> range.first().isIpv4() == (bits == BITS4))
                .map(AddressRange::size)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Where something may begin or end, so that between two of them nothing changes. */
    private static List<BigInteger> ends(int bits, List<Numbers> a, List<Numbers> b) {
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        TreeSet<BigInteger> ends = new TreeSet<>(List.of(BigInteger.ZERO, most));
        for (List<Numbers> ranges : List.of(a, b)) {
            for (Numbers range : ranges) {
                if (range.bits() == bits) {
                    ends.add(range.first());
                    ends.add(range.first().subtract(BigInteger.ONE).max(BigInteger.ZERO));
                    ends.add(range.last());
                    ends.add(range.last().add(BigInteger.ONE).min(most));
                }
            }
        }
        return List.copyOf(ends);
    }

    @Provide
    Arbitrary<List<Numbers>> ranges() {
        Arbitrary<Numbers> range = Arbitraries.of(BITS4, BITS6).flatMap(bits -> {
            BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            Arbitrary<BigInteger> anywhere = Arbitraries.bigIntegers().between(BigInteger.ZERO, most);
            Arbitrary<BigInteger> close =
                    Arbitraries.bigIntegers().between(BigInteger.valueOf(250), BigInteger.valueOf(260));
            Arbitrary<BigInteger> end = Arbitraries.oneOf(anywhere, close);
            return Combinators.combine(end, end).as((one, other) -> new Numbers(bits, one.min(other), one.max(other)));
        });
        return range.list().ofMaxSize(5);
    }
}
