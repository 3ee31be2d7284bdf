package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressSeqRange;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of an IPAddressPool's addresses.
 *
 * @param text the entry as written
 * @param range its addresses
 */
public record AddressRange(String text, IPAddressSeqRange range) {
    private static final Pattern DASH = Pattern.compile("\\s*-\\s*");

    /** Parses {@code a-b} or a CIDR; empty where it is neither. */
    public static Optional<AddressRange> parse(String text) {
        List<String> ends = DASH.splitAsStream(text.strip()).toList();
        if (ends.size() == 2) {
            IPAddress from = new IPAddressString(ends.get(0)).getAddress();
            IPAddress to = new IPAddressString(ends.get(1)).getAddress();
            boolean usable = from != null && to != null && from.getIPVersion() == to.getIPVersion();
            return usable && from.compareTo(to) <= 0
                    ? Optional.of(new AddressRange(text, from.spanWithRange(to)))
                    : Optional.empty();
        }
        IPAddress block = new IPAddressString(text.strip()).getAddress();
        return block != null && block.isPrefixed()
                ? Optional.of(new AddressRange(
                        text,
                        block.toPrefixBlock()
                                .getLower()
                                .spanWithRange(block.toPrefixBlock().getUpper())))
                : Optional.empty();
    }

    /** The ranges of a pool in order; entries that do not parse are left out. */
    public static List<AddressRange> of(JsonObject pool) {
        return Json.texts(pool, "spec", "addresses").stream()
                .flatMap(entry -> parse(entry).stream())
                .toList();
    }

    /** True where an address lies in it. */
    public boolean contains(IPAddress address) {
        return range.contains(address);
    }
}
