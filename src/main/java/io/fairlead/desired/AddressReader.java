package io.fairlead.desired;

import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses, ranges and networks as the twin spells them. */
final class AddressReader {

    private final Problems problems;

    AddressReader(Problems problems) {
        this.problems = problems;
    }

    /** The entries that are ranges; every other is a problem, and so is an address that two entries hold. */
    List<AddressRange> ranges(String path, List<String> entries) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String entry : entries) {
            Optional<AddressRange> range = AddressRange.parse(entry);
            if (range.isEmpty()) {
                problems.add(path, Code.BadAddress, quoted(entry) + rangeMend(entry));
                continue;
            }
            for (AddressRange earlier : ranges) {
                if (earlier.overlaps(range.get())) {
                    problems.add(
                            path,
                            Code.Overlap,
                            quoted(entry) + " overlaps " + Problems.told(earlier)
                                    + " of the same list; keep each address once.");
                }
            }
            ranges.add(range.get());
        }
        return ranges;
    }

    /** The one network that {@code text} spells as a CIDR, host bits allowed. */
    Optional<AddressRange> network(String path, String text) {
        Optional<AddressRange> range = text.indexOf('/') < 0 ? Optional.empty() : AddressRange.parse(text);
        if (range.isEmpty()) {
            problems.add(path, Code.BadAddress, quoted(text) + " is not a network; give a CIDR such as 172.27.0.0/16.");
        }
        return range;
    }

    /** The one address that {@code text} spells. */
    Optional<Address> address(String path, String text) {
        Optional<Address> address = Address.parse(text);
        if (address.isEmpty()) {
            problems.add(path, Code.BadAddress, quoted(text) + " is not one IPv4 or IPv6 address; give its full form.");
        }
        return address;
    }

    private static String rangeMend(String entry) {
        int dash = entry.indexOf('-');
        boolean reversed = dash >= 0
                && AddressRange.parse(entry.substring(dash + 1) + "-" + entry.substring(0, dash))
                        .isPresent();
        return reversed
                ? " ends before it begins; swap its ends."
                : " is not an address, a range a-b of one family, or a CIDR; mend this entry.";
    }
}
