package io.fairlead.desired;

import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads addresses, ranges and networks as the twin spells them. */
final class AddressReader {

    private static final Pattern SHORT_END = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){0,2}");

    /**
     * An entry of a list that is a valid range.
     *
     * @param index its index in the list
     * @param text the text of the entry
     * @param range the range that the text describes
     */
    private record Entry(int index, String text, AddressRange range) {}

    private final Problems problems;

    AddressReader(Problems problems) {
        this.problems = problems;
    }

    /** The entries that are ranges. Any other entry, and an address in two entries, is a problem. */
    List<AddressRange> ranges(String path, List<String> entries) {
        List<AddressRange> ranges = new ArrayList<>();
        List<Entry> read = new ArrayList<>();
        for (String entry : entries) {
            Optional<AddressRange> range = AddressRange.parse(entry);
            if (range.isEmpty()) {
                problems.add(path, Code.BadAddress, quoted(entry) + rangeMend(entry));
                continue;
            }
            read.add(new Entry(read.size(), entry, range.get()));
            ranges.add(range.get());
        }
        overlaps(path, read);
        return ranges;
    }

    /** Sorts the entries by their first address and compares each with the one whose last address is highest so far. */
    private void overlaps(String path, List<Entry> entries) {
        Entry farthest = null;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparing(Entry::range)).toList()) {
            if (farthest != null && farthest.range().overlaps(entry.range())) {
                Entry later = farthest.index() > entry.index() ? farthest : entry;
                Entry earlier = later.equals(entry) ? farthest : entry;
                problems.add(
                        path,
                        Code.Overlap,
                        quoted(later.text()) + " overlaps " + Problems.told(earlier.range())
                                + " of the same list; keep each address once.");
            }
            if (farthest == null
                    || farthest.range().last().compareTo(entry.range().last()) < 0) {
                farthest = entry;
            }
        }
    }

    /** The one network that {@code text} describes as a CIDR; host bits are allowed. */
    Optional<AddressRange> network(String path, String text) {
        Optional<AddressRange> range = text.indexOf('/') < 0 ? Optional.empty() : AddressRange.parse(text);
        if (range.isEmpty()) {
            problems.add(path, Code.BadAddress, quoted(text) + " is not a network; give a CIDR such as 172.27.0.0/16.");
        }
        return range;
    }

    /** The one address that {@code text} describes. */
    Optional<Address> address(String path, String text) {
        Optional<Address> address = Address.parse(text);
        if (address.isEmpty()) {
            problems.add(path, Code.BadAddress, quoted(text) + " is not one IPv4 or IPv6 address; give its full form.");
        }
        return address;
    }

    private static String rangeMend(String entry) {
        int dash = entry.indexOf('-');
        String first = entry.substring(0, Math.max(dash, 0)).strip();
        String last = entry.substring(dash + 1).strip();
        if (dash >= 0 && AddressRange.parse(last + "-" + first).isPresent()) {
            return " ends before it begins; swap its ends.";
        }
        Optional<String> full =
                full(first, last).filter(range -> AddressRange.parse(range).isPresent());
        return full.map(range -> " has a short end; write " + range + ".")
                .orElse(" is not an address, a range a-b of one family, or a CIDR; mend this entry.");
    }

    /** The full last address of a range whose end omits the leading numbers, for example {@code 10.0.0.6-10}. */
    private static Optional<String> full(String first, String last) {
        if (!SHORT_END.matcher(last).matches()
                || Address.parse(first).filter(Address::isIpv4).isEmpty()) {
            return Optional.empty();
        }
        List<String> numbers = new ArrayList<>(List.of(first.split("\\.", -1)));
        List<String> end = List.of(last.split("\\.", -1));
        List<String> kept = numbers.subList(0, Math.max(0, numbers.size() - end.size()));
        return Optional.of(
                first + "-" + Stream.concat(kept.stream(), end.stream()).collect(Collectors.joining(".")));
    }
}
