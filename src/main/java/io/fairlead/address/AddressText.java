package io.fairlead.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;
import java.util.OptionalInt;

/** Parses the accepted forms of addresses: those that Kubernetes and MetalLB accept, without the older short forms. */
final class AddressText {

    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefix(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getParentBuilder()
            .toParams();

    /** The length of an IPv6 address with an IPv4 address at its end and every digit written. */
    private static final int LONGEST = 45;

    private AddressText() {}

    /** The address that {@code text} represents. Only characters of an address reach the library. */
    static Optional<IPAddress> address(String text) {
        boolean plausible =
                !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(AddressText::isOfAnAddress);
        return plausible
                ? Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                        .filter(address -> !address.isMultiple())
                : Optional.empty();
    }

    /** The block of a CIDR, host bits allowed. The prefix is parsed here because the library lets numbers overflow. */
    static Optional<IPAddress> block(String text) {
        int slash = text.indexOf('/');
        OptionalInt prefix = prefix(text.substring(slash + 1));
        return address(text.substring(0, Math.max(slash, 0)))
                .filter(address -> prefix.isPresent() && prefix.getAsInt() <= address.getBitCount())
                .map(address -> address.toPrefixBlock(prefix.orElseThrow()));
    }

    private static OptionalInt prefix(String digits) {
        boolean plausible = digits.length() >= 1
                && digits.length() <= 3
                && digits.chars().allMatch(AddressText::isDigit)
                && (digits.length() == 1 || digits.charAt(0) != '0');
        return plausible ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private static boolean isOfAnAddress(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
