package io.fairlead.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tier by which a sandbox explains itself, and the lines that it offers for it. */
class FirstTierTest {

    @Test
    void theFirstWithAnExternalAddressIsChosenAndItsPoolIsShrunkByThatAddress() {
        JsonObject document = json("""
                {"network": {"services": {"pools": {"p": {"addresses": "192.0.2.1-192.0.2.3"}}}},
                 "apps": {"in": {"image": "a:1"}, "out": {"image": "b:1", "replicas": 4}}}""");
        JsonObject reported = json("""
                {"workloads": {"in": {"tiers": {"in": {"phase": "Ready", "ports": "1/TCP"}}},
                               "out": {"tiers": {"out": {"address": "192.0.2.1", "ports": "8080/TCP"}}}}}""");
        FirstTier tier = FirstTier.of(document, reported).orElseThrow();
        assertEquals("out/out", tier.name());
        assertEquals(4, tier.replicas());
        assertEquals(8080, tier.port());
        assertEquals("{\"properties\":{\"desired\":{\"apps\":{\"out\":{\"replicas\":5}}}}}", tier.patch("replicas", 5));
        assertEquals(
                Optional.of("{\"properties\":{\"desired\":{\"network\":{\"services\":{\"pools\":{\"p\":{\"addresses\":"
                        + "\"192.0.2.2-192.0.2.3\"}}}}}}}"),
                tier.shrink(document));
    }

    @Test
    void withoutAnAddressTheFirstTierIsTakenAndNoPoolIsShrunk() {
        JsonObject document = json("{\"apps\": {\"a\": {\"tiers\": {\"x\": {}, \"y\": {}}}}}");
        JsonObject reported = json("{\"workloads\": {\"a\": {\"tiers\": {\"x\": {}, \"y\": {}}}}}");
        FirstTier tier = FirstTier.of(document, reported).orElseThrow();
        assertEquals("a/x", tier.name());
        assertTrue(tier.patch("replica", 2).contains("\"tiers\":{\"x\":{\"replica\":2}}"));
        assertEquals(Optional.empty(), tier.shrink(document));
        assertEquals(Optional.empty(), FirstTier.of(json("{}"), json("{}")));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
