package io.fairlead.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of addresses, stored as sorted ranges that neither overlap nor touch, so that equal sets are equal records.
 *
 * @param ranges the ranges, IPv4 first
 */
public record AddressSet(List<AddressRange> ranges) {

    /** The empty set. */
    public static final AddressSet EMPTY = new AddressSet(List.of());

    /** Sorts the ranges and merges those that overlap or touch. */
    public AddressSet {
        ranges = joined(ranges);
    }

    /** The set of all addresses in the given ranges. */
    public static AddressSet of(AddressRange... ranges) {
        return new AddressSet(List.of(ranges));
    }

    /** The set that comma-separated ranges represent. Throws an {@link IllegalArgumentException} if an entry is no range. */
    public static AddressSet of(String text) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            ranges.add(AddressRange.of(entry.strip()));
        }
        return new AddressSet(ranges);
    }

    /** The set of single addresses. */
    public static AddressSet ofAddresses(Stream<Address> addresses) {
        return new AddressSet(
                addresses.map(address -> new AddressRange(address, address)).toList());
    }

    /** Whether it contains no address. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The number of addresses. */
    public BigInteger size() {
        return ranges.stream().map(AddressRange::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether it contains {@code address}. */
    public boolean contains(Address address) {
        int from = 0;
        int to = ranges.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            AddressRange range = ranges.get(middle);
            if (range.contains(address)) {
                return true;
            }
            if (range.first().compareTo(address) > 0) {
                to = middle - 1;
            } else {
                from = middle + 1;
            }
        }
        return false;
    }

    /** The index of the first range that does not end below {@code address}. */
    private int firstNotBelow(Address address) {
        int from = 0;
        int to = ranges.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ranges.get(middle).last().compareTo(address) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Whether it contains every address of {@code other}. */
    public boolean containsAll(AddressSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether the two sets have an address in common. */
    public boolean overlaps(AddressSet other) {
        return !intersect(other).isEmpty();
    }

    /** The addresses in either set. */
    public AddressSet union(AddressSet other) {
        List<AddressRange> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return new AddressSet(both);
    }

    /** The addresses in any of {@code sets}, sorted only once, unlike a chain of unions. */
    public static AddressSet unionOf(Stream<AddressSet> sets) {
        return new AddressSet(sets.flatMap(set -> set.ranges.stream()).toList());
    }

    /** The addresses in more than one of {@code sets}. */
    public static AddressSet repeated(Stream<AddressSet> sets) {
        List<AddressRange> repeated = new ArrayList<>();
        Optional<Address> reached = Optional.empty();
        for (AddressRange next :
                sets.flatMap(set -> set.ranges.stream()).sorted().toList()) {
            if (reached.filter(last -> next.first().compareTo(last) <= 0).isPresent()) {
                repeated.add(new AddressRange(next.first(), earlier(next.last(), reached.get())));
            }
            reached = Optional.of(reached.map(last -> later(last, next.last())).orElse(next.last()));
        }
        return new AddressSet(repeated);
    }

    /** The addresses in both sets. */
    public AddressSet intersect(AddressSet other) {
        if (ranges.size() > other.ranges.size()) {
            return other.intersect(this);
        }
        List<AddressRange> common = new ArrayList<>();
        int mine = 0;
        int theirs = ranges.isEmpty() ? 0 : other.firstNotBelow(ranges.get(0).first());
        while (mine < ranges.size() && theirs < other.ranges.size()) {
            AddressRange one = ranges.get(mine);
            AddressRange two = other.ranges.get(theirs);
            if (one.overlaps(two)) {
                common.add(new AddressRange(later(one.first(), two.first()), earlier(one.last(), two.last())));
            }
            if (one.last().compareTo(two.last()) <= 0) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new AddressSet(common);
    }

    /** The addresses of this set that are not in {@code other}. */
    public AddressSet minus(AddressSet other) {
        List<AddressRange> left = new ArrayList<>();
        int cut = ranges.isEmpty() ? 0 : other.firstNotBelow(ranges.get(0).first());
        for (AddressRange range : ranges) {
            while (cut < other.ranges.size() && other.ranges.get(cut).last().compareTo(range.first()) < 0) {
                cut++;
            }
            Optional<Address> from = Optional.of(range.first());
            for (int at = cut; at < other.ranges.size() && other.ranges.get(at).overlaps(range); at++) {
                AddressRange gone = other.ranges.get(at);
                if (from.isPresent() && from.get().compareTo(gone.first()) < 0) {
                    left.add(new AddressRange(from.get(), gone.first().plus(-1).orElseThrow()));
                }
                from = gone.last().plus(1);
            }
            if (from.filter(range::contains).isPresent()) {
                left.add(new AddressRange(from.get(), range.last()));
            }
        }
        return new AddressSet(left);
    }

    /** The lowest address that {@code wanted} accepts; empty if it accepts none. Tests address by address. */
    public Optional<Address> first(Predicate<Address> wanted) {
        for (AddressRange range : ranges) {
            Optional<Address> at = Optional.of(range.first());
            while (at.isPresent() && range.contains(at.get())) {
                if (wanted.test(at.get())) {
                    return at;
                }
                at = at.get().plus(1);
            }
        }
        return Optional.empty();
    }

    private static List<AddressRange> joined(List<AddressRange> ranges) {
        List<AddressRange> result = new ArrayList<>();
        for (AddressRange next : ranges.stream().sorted().toList()) {
            AddressRange last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && touches(last, next)) {
                result.set(result.size() - 1, new AddressRange(last.first(), later(last.last(), next.last())));
            } else {
                result.add(next);
            }
        }
        return List.copyOf(result);
    }

    private static boolean touches(AddressRange lower, AddressRange upper) {
        return lower.overlaps(upper)
                || lower.last().plus(1).filter(upper.first()::equals).isPresent();
    }

    private static Address later(Address a, Address b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Address earlier(Address a, Address b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** The ranges as {@code a-b}, separated by a comma and a space. */
    @Override
    public String toString() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }
}
