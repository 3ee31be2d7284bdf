package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities and their canonical text; that the API server has the same one is shown by TierObjectsIT. */
class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.5, 500m",
        ".25, 250m",
        "1000m, 1",
        "1500m, 1500m",
        "2., 2",
        "2.0, 2",
        "1000, 1k",
        "1024, 1024",
        "64Mi, 64Mi",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "65536Ki, 64Mi",
        "128M, 128M",
        "1000M, 1G",
        "0.5G, 500M",
        "128974848, 128974848",
        "134217728, 134217728",
        "1Ki, 1Ki",
        "0.5Ki, 512",
        "1.0009765625Ki, 1025",
        "1Pi, 1Pi",
        "129e6, 129M",
        "1E6, 1M",
        "1E, 1E",
        "1e+3, 1k",
        "25e-2, 250m",
        "+1, 1",
        "1000000n, 1m",
        "1000u, 1m",
        "9223372036854775808, 9223372036854775807",
        "1e999, 9223372036854775807",
        "9999Ei, 9223372036854775807"
    })
    void itIsToldAsTheApiServerTellsIt(String text, String canonical) {
        assertEquals(canonical, Quantity.of(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 Gi",
                "-1",
                "++1",
                "0",
                "0m",
                "0.1m",
                "1n",
                "1u",
                "1K",
                "1mi",
                "1GB",
                "x",
                ".",
                "1e",
                "1e+",
                "1e1.5",
                "1e3k",
                "1Ki3",
                "1e-9999",
                "1e99999999999",
                "٣"
            })
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), Quantity.parse(text));
    }

    @Test
    void quantitiesCompareByAmount() {
        assertTrue(Quantity.of("1Gi").compareTo(Quantity.of("1G")) > 0);
        assertEquals(0, Quantity.of("1Mi").compareTo(Quantity.of("1048576")));
        assertEquals(Quantity.of("1000m"), Quantity.of("1"));
    }

    /** Case 45: both read every text alike; Fairlead leaves out what is nothing or finer than a thousandth. */
    @Property(tries = 2000)
    void fabric8ReadsTheSame(@ForAll("texts") String text) {
        Optional<BigDecimal> theirs = fabric8(text);
        Optional<Quantity> ours = Quantity.parse(text);

        ours.ifPresent(read -> assertTrue(
                read.amount()
                                .subtract(theirs.orElseThrow().min(BigDecimal.valueOf(Long.MAX_VALUE)))
                                .abs()
                                .compareTo(roundedBy(text, read))
                        <= 0,
                text));
        theirs.filter(amount ->
                        amount.signum() > 0 && amount.stripTrailingZeros().scale() <= 3)
                .ifPresent(amount -> assertTrue(ours.isPresent(), text));
    }

    /** fabric8 reckons exbibytes in a double. */
    private static BigDecimal roundedBy(String text, Quantity read) {
        return text.endsWith("Ei") ? read.amount().movePointLeft(15) : BigDecimal.ZERO;
    }

    private static Optional<BigDecimal> fabric8(String text) {
        try {
            return Optional.of(io.fabric8.kubernetes.api.model.Quantity.getAmountInBytes(
                    io.fabric8.kubernetes.api.model.Quantity.parse(text)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> numbers =
                Arbitraries.of("1", "129", "0.5", ".25", "2.", "1000", "1024", "0", "007", "123456789");
        Arbitrary<String> suffixes = Arbitraries.of(
                "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E3", "e+6",
                "E-2", "e0", "E12");
        return Combinators.combine(numbers, suffixes).as(String::concat);
    }
}
