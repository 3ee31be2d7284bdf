package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Patches of reported properties. */
class ReportedPatchTest {

    @Test
    void removedKeysBecomeNullAndUnchangedOnesAreLeftOut() {
        assertEquals(
                Optional.of(json("{\"gone\":null,\"a\":{\"x\":null,\"y\":2},\"new\":{\"b\":1}}")),
                ReportedPatch.between(
                        json("{\"gone\":{\"q\":1},\"same\":[1,2],\"a\":{\"x\":1,\"y\":1,\"z\":1}}"),
                        json("{\"same\":[1,2],\"a\":{\"y\":2,\"z\":1},\"new\":{\"b\":1}}")));
    }

    @Test
    void nothingIsSentWhereNothingDiffers() {
        assertEquals(
                Optional.empty(),
                ReportedPatch.between(json("{\"n\":1,\"s\":{}}"), json("{\"s\":{},\"n\":1.0,\"x\":null}")));
    }

    @Test
    void anArrayIsReplacedWholeAndAnObjectTakesThePlaceOfAValue() {
        assertEquals(
                Optional.of(json("{\"list\":[1,3],\"v\":{\"a\":1}}")),
                ReportedPatch.between(json("{\"list\":[1,2],\"v\":7}"), json("{\"list\":[1,3],\"v\":{\"a\":1}}")));
    }

    @Test
    void whatDoesNotFitIsSplitAndWhatShrinksComesFirst() {
        JsonObject held = json("{\"old\":\"" + "o".repeat(600) + "\",\"grows\":\"\"}");
        JsonObject wanted = json("{\"grows\":\"" + "g".repeat(600) + "\",\"more\":\"" + "m".repeat(300) + "\"}");
        JsonObject first = ReportedPatch.next(held, wanted, 700).orElseThrow();
        assertEquals(json("{\"old\":null,\"more\":\"" + "m".repeat(300) + "\"}"), first);
        JsonObject second = ReportedPatch.next(merged(held, first), wanted, 700).orElseThrow();
        assertEquals(wanted, merged(merged(held, first), second));
    }

    @Test
    void oneLargeObjectIsSplitInside() {
        JsonObject wanted = json("{\"w\":{\"a\":\"" + "a".repeat(400) + "\",\"b\":\"" + "b".repeat(400) + "\"}}");
        JsonObject first = ReportedPatch.next(new JsonObject(), wanted, 500).orElseThrow();
        assertTrue(bytes(first) <= 500, first::toString);
        JsonObject held = merged(new JsonObject(), first);
        assertEquals(wanted, merged(held, ReportedPatch.next(held, wanted, 500).orElseThrow()));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void thePatchTurnsWhatIsHeldIntoWhatIsWanted(
            @ForAll("objects") JsonObject held, @ForAll("objects") JsonObject wanted) {
        assertEquals(
                wanted,
                ReportedPatch.between(held, wanted)
                        .map(patch -> merged(held, patch))
                        .orElse(held));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void smallPatchesGetThereAndNoStateInBetweenIsLargerThanBothEnds(
            @ForAll("objects") JsonObject held, @ForAll("objects") JsonObject wanted) {
        int limit = 120;
        int most = Math.max(bytes(held), bytes(wanted));
        JsonObject now = held;
        for (int i = 0; !now.equals(wanted); i++) {
            assertTrue(i < 200, "does not end");
            JsonObject patch = ReportedPatch.next(now, wanted, limit).orElseThrow();
            assertTrue(bytes(patch) <= limit, patch::toString);
            now = merged(now, patch);
            JsonObject state = now;
            // An object that is split costs its frame once a level before what it replaces is gone.
            assertTrue(bytes(state) <= most + 2 * depth(wanted) * 16, () -> bytes(state) + " > " + most);
        }
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        return objects(3);
    }

    private static Arbitrary<JsonObject> objects(int depth) {
        Arbitrary<JsonElement> leaves = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(12).map(JsonPrimitive::new),
                Arbitraries.longs().between(0, 3).map(JsonPrimitive::new),
                Arbitraries.of(true, false).map(JsonPrimitive::new),
                Arbitraries.integers().between(0, 2).list().ofMaxSize(3).map(ReportedPatchTest::array));
        Arbitrary<JsonElement> values = depth == 0
                ? leaves
                : Arbitraries.oneOf(leaves, objects(depth - 1).map(JsonElement.class::cast));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d", "e"), values)
                .ofMaxSize(5)
                .map(ReportedPatchTest::object);
    }

    private static JsonArray array(Iterable<Integer> numbers) {
        JsonArray array = new JsonArray();
        numbers.forEach(array::add);
        return array;
    }

    private static JsonObject object(Map<String, JsonElement> entries) {
        JsonObject object = new JsonObject();
        entries.forEach(object::add);
        return object;
    }

    /** The hub's side, written apart from the code under test. */
    private static JsonObject merged(JsonObject target, JsonObject patch) {
        JsonObject result = new JsonObject();
        target.asMap().forEach((key, value) -> {
            if (!patch.has(key)) {
                result.add(key, value);
            }
        });
        patch.asMap().forEach((key, value) -> {
            if (value.isJsonObject()) {
                JsonElement below = target.get(key);
                JsonObject base = below != null && below.isJsonObject() ? below.getAsJsonObject() : new JsonObject();
                result.add(key, merged(base, value.getAsJsonObject()));
            } else if (!value.isJsonNull()) {
                result.add(key, value);
            }
        });
        return result;
    }

    private static int depth(JsonElement value) {
        return value.isJsonObject()
                ? 1
                        + value.getAsJsonObject().asMap().values().stream()
                                .mapToInt(ReportedPatchTest::depth)
                                .max()
                                .orElse(0)
                : 0;
    }

    private static int bytes(JsonElement json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
