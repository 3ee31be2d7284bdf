package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
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
        "1Pi, 1Pi"
    })
    void itIsToldAsTheApiServerTellsIt(String text, String canonical) {
        assertEquals(canonical, Quantity.of(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "1 Gi", "-1", "+1", "0", "0m", "0.1m", "1e3", "1n", "1u", "1K", "1mi", "1GB", "x", "."
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
}
