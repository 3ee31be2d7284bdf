package io.fairlead.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Things sorted by their address, so that those in a set of addresses are found without a look at all of them.
 *
 * @param entries the things by address
 */
public record ByAddress<T>(NavigableMap<Address, List<T>> entries) {

    /** Copies the lists. */
    public ByAddress {
        NavigableMap<Address, List<T>> copy = new TreeMap<>();
        entries.forEach((address, all) -> copy.put(address, List.copyOf(all)));
        entries = Collections.unmodifiableNavigableMap(copy);
    }

    /** Sorts {@code things} by their address. */
    public static <T> ByAddress<T> of(Collection<T> things, Function<T, Address> address) {
        NavigableMap<Address, List<T>> entries = new TreeMap<>();
        things.forEach(thing -> entries.computeIfAbsent(address.apply(thing), any -> new ArrayList<>())
                .add(thing));
        return new ByAddress<>(entries);
    }

    /** The things whose address is in {@code set}, in the order of their addresses. */
    public List<T> in(AddressSet set) {
        List<T> found = new ArrayList<>();
        set.ranges()
                .forEach(range -> entries.subMap(range.first(), true, range.last(), true)
                        .values()
                        .forEach(found::addAll));
        return found;
    }
}
