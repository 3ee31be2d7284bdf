package io.fairlead.network.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link Occupation} against a union of all pools but one. */
class OccupationTest {

    @Property(tries = 300)
    void whatNoOtherPoolHasIsWhatIsNotInTheUnionOfTheOthers(
            @ForAll("pools") List<Set<Integer>> numbers, @ForAll("addresses") Set<Integer> asked) {
        List<AddressSet> pools = numbers.stream().map(OccupationTest::set).toList();
        Occupation occupation = Occupation.of(pools);

        for (int own = 0; own < pools.size(); own++) {
            int one = own;
            AddressSet others = AddressSet.unionOf(
                    IntStream.range(0, pools.size()).filter(i -> i != one).mapToObj(pools::get));

            assertEquals(set(asked).minus(others), occupation.inNoOther(set(asked), pools.get(own)));
        }
    }

    private static AddressSet set(Set<Integer> numbers) {
        return new AddressSet(numbers.stream()
                .map(number -> Address.of("192.0.2." + number))
                .map(address -> new AddressRange(address, address))
                .toList());
    }

    @Provide
    Arbitrary<Set<Integer>> addresses() {
        return Arbitraries.integers().between(0, 30).set().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Set<Integer>>> pools() {
        return addresses().list().ofMinSize(1).ofMaxSize(4);
    }
}
