package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    void theNearestIsFoundWhereOneAloneIsNear() {
        assertEquals(Optional.of("ports"), NearestKey.of("prots", List.of("pool", "ports", "probe")));
        assertEquals(Optional.of("db"), NearestKey.of("dbs", List.of("db", "web")));
        assertEquals(Optional.of("external"), NearestKey.of("extern", List.of("external", "internal", "none")));
        assertEquals(Optional.empty(), NearestKey.of("xx", List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "public, 'external,internal,none'",
        "nope, 'shop,web'",
        "wan, 'lan,dmz'",
        "enternal, 'external,internal,none'",
        "shop-4, 'shop-1,shop-2'",
        "contact, 'apps,control,network,schema'",
        "a, 'b,c'",
        "'', 'a,b'",
    })
    void whatIsFarOrAsNearToTwoIsNotGuessed(String word, String known) {
        assertEquals(Optional.empty(), NearestKey.of(word, List.of(known.split(","))));
        assertEquals(Optional.empty(), NearestKey.key(word, List.of(known.split(","))));
    }

    @ParameterizedTest
    @CsvSource({
        "environment, env",
        "Environment, env",
        "depends_on, needs",
        "imagePullSecrets, pullSecret",
        "loadBalancerIP, address",
        "readinessProbe, probe",
        "instances, replicas",
        "enviroment, ",
        "autoAsign, ",
    })
    void aWordOfAnotherToolIsTheKeyThatMeansTheSame(String word, String key) {
        assertEquals(
                Optional.ofNullable(key), NearestKey.key(word, Keys.APP.keys().keySet()));
    }

    @Test
    void everySynonymIsAKeyOfTheContract() {
        Set<String> keys = new TreeSet<>();
        collect(Keys.ROOT, keys);

        assertEquals(
                Set.of(),
                NearestKey.SYNONYMS.values().stream()
                        .filter(key -> !keys.contains(key))
                        .collect(Collectors.toSet()));
    }

    private static void collect(Shape shape, Set<String> keys) {
        switch (shape) {
            case Shape.Fields fields ->
                fields.keys().values().forEach(key -> {
                    keys.add(key.name());
                    collect(key.shape(), keys);
                });
            case Shape.Keyed keyed -> collect(keyed.value(), keys);
            default -> {}
        }
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
