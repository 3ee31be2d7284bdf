package io.fairlead.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link AddressSet} against plain sets of small numbers, each number one address, over a boundary of both families. */
class AddressSetTest {

    private static final int UNIVERSE = 40;

    /** The first half are the last IPv4 addresses of all, the second half straddle a boundary of an IPv6 segment. */
    private static Address address(int number) {
        int half = UNIVERSE / 2;
        return number < half
                ? Address.of("255.255.255.255").plus(number - half + 1L).orElseThrow()
                : Address.of("fd00::fff8").plus(number - half).orElseThrow();
    }

    private static AddressSet set(Set<Integer> numbers) {
        return new AddressSet(numbers.stream()
                .map(number -> new AddressRange(address(number), address(number)))
                .toList());
    }

    private static Set<Integer> numbers(AddressSet set) {
        Set<Integer> numbers = new TreeSet<>();
        for (int number = 0; number < UNIVERSE; number++) {
            if (set.contains(address(number))) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    @Property(tries = 300)
    void anAddressIsRepeatedThatTwoSetsHave(@ForAll("some") List<Set<Integer>> sets) {
        Set<Integer> repeated = new TreeSet<>();
        Set<Integer> seen = new TreeSet<>();
        sets.forEach(set -> set.stream().filter(number -> !seen.add(number)).forEach(repeated::add));

        assertEquals(repeated, numbers(AddressSet.repeated(sets.stream().map(AddressSetTest::set))));
    }

    @Property(tries = 300)
    void whatHasAnAddressOfASetIsFoundInOrder(@ForAll("numbers") Set<Integer> a, @ForAll("numbers") Set<Integer> b) {
        ByAddress<Integer> all = ByAddress.of(a, AddressSetTest::address);

        assertEquals(a.stream().filter(b::contains).sorted().toList(), all.in(set(b)));
    }

    @Property(tries = 300)
    void unionIntersectionAndDifferenceAreThoseOfSets(
            @ForAll("numbers") Set<Integer> a, @ForAll("numbers") Set<Integer> b) {
        Set<Integer> union = new TreeSet<>(a);
        union.addAll(b);
        Set<Integer> intersection = new TreeSet<>(a);
        intersection.retainAll(b);
        Set<Integer> difference = new TreeSet<>(a);
        difference.removeAll(b);

        assertEquals(union, numbers(set(a).union(set(b))));
        assertEquals(intersection, numbers(set(a).intersect(set(b))));
        assertEquals(difference, numbers(set(a).minus(set(b))));
        assertEquals(!intersection.isEmpty(), set(a).overlaps(set(b)));
        assertEquals(a.containsAll(b), set(a).containsAll(set(b)));
    }

    @Property(tries = 300)
    void sizeIsExactAndOnlyTheEmptySetIsEmpty(@ForAll("numbers") Set<Integer> a) {
        assertEquals(BigInteger.valueOf(a.size()), set(a).size());
        assertEquals(a.isEmpty(), set(a).isEmpty());
    }

    @Property(tries = 300)
    void equalSetsAreEqualRecordsHoweverTheyWereMade(
            @ForAll("numbers") Set<Integer> a, @ForAll("numbers") Set<Integer> b) {
        List<AddressRange> pieces = new ArrayList<>(set(a).ranges());
        pieces.addAll(set(a).minus(set(b)).ranges());
        Collections.reverse(pieces);

        assertEquals(set(a), new AddressSet(pieces));
        assertEquals(set(a), set(a).minus(set(b)).union(set(a).intersect(set(b))));
        assertEquals(a.equals(b), set(a).equals(set(b)));
    }

    @Property(tries = 300)
    void rangesAreSortedAndNeverTouch(@ForAll("numbers") Set<Integer> a) {
        List<AddressRange> ranges = set(a).ranges();

        for (int i = 1; i < ranges.size(); i++) {
            AddressRange lower = ranges.get(i - 1);
            AddressRange upper = ranges.get(i);
            assertEquals(-1, Integer.signum(lower.last().compareTo(upper.first())));
            assertEquals(Optional.empty(), lower.last().plus(1).filter(upper.first()::equals));
        }
    }

    @Property(tries = 300)
    void theTextSpellsTheSet(@ForAll("numbers") Set<Integer> a) {
        assertEquals(set(a), a.isEmpty() ? AddressSet.EMPTY : AddressSet.of(set(a).toString()));
        assertEquals(
                set(a).toString(),
                set(a).ranges().stream().map(AddressRange::toString).collect(Collectors.joining(", ")));
    }

    @Property(tries = 300)
    void theFirstWantedAddressIsTheLowest(@ForAll("numbers") Set<Integer> a, @ForAll("numbers") Set<Integer> wanted) {
        Optional<Address> expected =
                a.stream().sorted().filter(wanted::contains).findFirst().map(AddressSetTest::address);

        assertEquals(expected, set(a).first(set(wanted)::contains));
    }

    @Provide
    Arbitrary<List<Set<Integer>>> some() {
        return numbers().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Set<Integer>> numbers() {
        return Arbitraries.integers().between(0, UNIVERSE - 1).set().ofMaxSize(UNIVERSE);
    }
}
