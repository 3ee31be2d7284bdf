package io.fairlead.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as text: what is one, and how it is written. */
class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "' 10.0.0.1 ', 10.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "FD00:0::1, fd00::1",
        "::, ::",
        "fd00:0:0:0:1:0:0:1, fd00::1:0:0:1",
    })
    void anAddressHasOneCanonicalText(String text, String canonical) {
        assertEquals(canonical, Address.of(text).toString());
        assertEquals(Address.of(canonical), Address.of(text));
        assertEquals(Address.of(canonical).hashCode(), Address.of(text).hashCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "10",
                "10.1",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "0x0a.0.0.1",
                "167772161",
                "10.0.0.*",
                "10.0.0.1/32",
                "10.0.0.1-2",
                "10.0.0.1-10.0.0.2",
                "fe80::1%eth0",
                ":::",
                "1::2::3",
                "fd00::/64",
                "host",
                "10.0.0.1 10.0.0.2",
                "10.0.0.1,10.0.0.2",
                "fd00::g",
                "1:2:3:4:5:6:7:8:9"
            })
    void whatIsNotExactlyOneAddressIsNone(String text) {
        assertEquals(Optional.empty(), Address.parse(text));
        assertThrows(IllegalArgumentException.class, () -> Address.of(text));
    }

    @Test
    void addressesAreOrderedByFamilyThenByValue() {
        List<String> ordered = List.of("9.0.0.0", "10.0.0.9", "10.0.0.10", "255.0.0.0", "::1", "fd00::9", "fd00::10");

        assertEquals(
                ordered,
                Stream.of("fd00::10", "10.0.0.10", "::1", "255.0.0.0", "9.0.0.0", "fd00::9", "10.0.0.9")
                        .map(Address::of)
                        .sorted()
                        .map(Address::toString)
                        .toList());
    }

    @Test
    void noAddressLiesPastTheEndsOfItsFamily() {
        assertEquals(
                Optional.of(Address.of("10.0.1.0")), Address.of("10.0.0.255").plus(1));
        assertEquals(
                Optional.of(Address.of("9.255.255.255")), Address.of("10.0.0.0").plus(-1));
        assertEquals(Optional.empty(), Address.of("255.255.255.255").plus(1));
        assertEquals(Optional.empty(), Address.of("0.0.0.0").plus(-1));
        assertEquals(
                Optional.empty(),
                Address.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").plus(1));
        assertEquals(
                Optional.of(Address.of("fd00::1:0:0:0:0")),
                Address.of("fd00::ffff:ffff:ffff:ffff").plus(1));
        assertEquals(
                Optional.of(Address.of("fd00::ffff:ffff:ffff:ffff")),
                Address.of("fd00:0:0:1::").plus(-1));
        assertEquals(Optional.empty(), Address.of("::").plus(-1));
    }

    @Test
    void onlyIpv4AddressesThatEndIn0Or255AreBuggy() {
        assertTrue(Address.of("10.0.0.0").isBuggy());
        assertTrue(Address.of("10.0.0.255").isBuggy());
        assertFalse(Address.of("10.0.255.1").isBuggy());
        assertFalse(Address.of("fd00::").isBuggy());
        assertFalse(Address.of("fd00::ff").isBuggy());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1-10.0.0.1, 1",
        "10.0.0.1-10.0.0.3, 10.0.0.1-10.0.0.3, 3",
        "10.0.0.1 - 10.0.0.3, 10.0.0.1-10.0.0.3, 3",
        "10.0.0.254-10.0.1.1, 10.0.0.254-10.0.1.1, 4",
        "10.0.0.0/30, 10.0.0.0-10.0.0.3, 4",
        "10.0.0.2/30, 10.0.0.0-10.0.0.3, 4",
        "0.0.0.0/0, 0.0.0.0-255.255.255.255, 4294967296",
        "10.0.0.7/32, 10.0.0.7-10.0.0.7, 1",
        "fd00::/64, fd00::-fd00::ffff:ffff:ffff:ffff, 18446744073709551616",
    })
    void aRangeIsAnAddressTwoEndsOrACidr(String text, String range, BigInteger size) {
        assertEquals(range, AddressRange.of(text).toString());
        assertEquals(size, AddressRange.of(text).size());
        assertEquals(AddressRange.of(range), AddressRange.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "10.0.0.1-", "-10.0.0.1", "10.0.0.3-10.0.0.1", "10.0.0.1-fd00::1",
                        "10.0.0.1-10.0.0.2-10.0.0.3",
                "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/24", "10.0.0.0/255.255.255.0", "10.0.0/24", "fd00::/129",
                "10.0.0.1/24-10.0.0.9", "10.0.0.1-9", "10.0.0.0/2147483648", "10.0.0.0/4294967312", "fd00::/4294967360"
            })
    void whatIsNotARangeIsNone(String text) {
        assertEquals(Optional.empty(), AddressRange.parse(text));
    }

    @Test
    void theEndsOfARangeAreOfOneFamilyAndInOrder() {
        Address low = Address.of("10.0.0.1");
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(low, Address.of("10.0.0.0")));
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(low, Address.of("fd00::1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/2147483648",
                "10.0.0.0/4294967312",
                "10.0.0.0/18446744073709551632",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0.0 /8",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "/8",
                "fd00::/129",
                "fd00::/4294967424",
                "4294967306.0.0.1",
                "10.0.0.256",
                "10.0.0.4294967297",
                "1ffff::",
                "fd00::10000",
                "fd00::1%eth0",
                "10.0.0.1-10.0.0.4294967298"
            })
    void aNumberThatIsTooGreatNeverWraps(String text) {
        assertEquals(Optional.empty(), AddressRange.parse(text));
        assertEquals(Optional.empty(), Address.parse(text));
    }

    @Property(tries = 3000)
    void noTextThrows(@ForAll("texts") String text) {
        AddressRange.parse(text).ifPresent(range -> assertEquals(range, AddressRange.of(range.toString())));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "10",
                        ".",
                        "0",
                        "255",
                        "256",
                        "/",
                        "8",
                        "32",
                        "-",
                        ":",
                        "::",
                        "fd00",
                        "4294967312",
                        "*",
                        "%",
                        " ",
                        "_",
                        "x")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0-10.0.0.255, 2",
        "10.0.0.1-10.0.0.254, 0",
        "10.0.0.255-10.0.1.0, 2",
        "0.0.0.0-0.0.0.0, 1",
        "10.0.0.0-10.0.3.7, 7",
        "0.0.0.0-255.255.255.255, 33554432",
        "fd00::-fd00::ff, 0",
    })
    void addressesThatEndIn0Or255AreCounted(String range, long count) {
        assertEquals(count, AddressRange.of(range).buggy());
    }
}
