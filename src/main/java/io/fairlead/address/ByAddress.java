package io.fairlead.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** The things at {@code address}. */
    public List<T> at(Address address) {
        return entries.getOrDefault(address, List.of());
    }

    /** The addresses in {@code set} at which there is something, in order. */
    public Stream<Address> addresses(AddressSet set) {
        return set.ranges().stream().flatMap(range -> in(range).keySet().stream());
    }

    /** The things whose address is in {@code set}, in the order of their addresses. */
    public List<T> in(AddressSet set) {
        List<T> found = new ArrayList<>();
        set.ranges().forEach(range -> in(range).values().forEach(found::addAll));
        return found;
    }

    private NavigableMap<Address, List<T>> in(AddressRange range) {
        return entries.subMap(range.first(), true, range.last(), true);
    }
}
