package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances between words, and the nearest of several. */
class NearestKeyTest {

    @ParameterizedTest
    @CsvSource({
        "image, image, 0",
        "image, IMAGE, 0",
        "imgae, image, 1",
        "imag, image, 1",
        "iimage, image, 1",
        "imaga, image, 1",
        "'', image, 5",
        "kitten, sitting, 3",
        "abcdef, badcfe, 3",
    })
    void insertionsDeletionsSubstitutionsAndSwapsCountOne(String one, String other, int distance) {
        assertEquals(distance, NearestKey.distance(one, other));
        assertEquals(distance, NearestKey.distance(other, one));
    }

    @Test
    void theNearestIsTheFirstByAlphabetAmongEquals() {
        assertEquals(Optional.of("ports"), NearestKey.of("prots", List.of("pool", "ports", "probe")));
        assertEquals(Optional.of("aa"), NearestKey.of("xx", List.of("bb", "cc", "aa")));
        assertEquals(Optional.empty(), NearestKey.of("xx", List.of()));
    }

    @Test
    void aSlipIsNearForTheLengthOfTheWord() {
        assertTrue(NearestKey.isSlipOf("netwrok", "network"));
        assertTrue(NearestKey.isSlipOf("networks", "network"));
        assertTrue(NearestKey.isSlipOf("app", "apps"));
        assertTrue(NearestKey.isSlipOf("Apps", "apps"));
        assertFalse(NearestKey.isSlipOf("tags", "apps"));
        assertFalse(NearestKey.isSlipOf("net", "network"));
    }
}
