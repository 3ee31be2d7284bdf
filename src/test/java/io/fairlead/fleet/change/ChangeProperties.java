package io.fairlead.fleet.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for the changes between any two documents. */
class ChangeProperties {

    @Provide
    Arbitrary<JsonObject> objects() {
        return object(3);
    }

    private static Arbitrary<JsonObject> object(int depth) {
        Arbitrary<JsonElement> leaf = Arbitraries.of(new JsonPrimitive(1), new JsonPrimitive("x"), new JsonObject());
        Arbitrary<JsonElement> value = depth == 0
                ? leaf
                : Arbitraries.frequencyOf(
                        Tuple.of(2, leaf), Tuple.of(3, object(depth - 1).map(o -> o)));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), value).map(entries -> {
            JsonObject object = new JsonObject();
            entries.forEach(object::add);
            return object;
        });
    }

    @Property
    void thePatchMakesTheOneDocumentOfTheOther(
            @ForAll("objects") JsonObject before, @ForAll("objects") JsonObject after) {
        JsonObject patch = Change.patch(before, after);
        assertEquals(after, applied(before, patch));
        assertEquals(before.equals(after), patch.isEmpty());
        assertEquals(before.equals(after), Change.between(before, after).isEmpty());
    }

    /** RFC 7396, as its own pseudo code has it. */
    private static JsonObject applied(JsonObject target, JsonObject patch) {
        JsonObject result = target.deepCopy();
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            if (entry.getValue().isJsonNull()) {
                result.remove(entry.getKey());
            } else if (entry.getValue().isJsonObject()) {
                JsonElement old = result.get(entry.getKey());
                JsonObject under = old != null && old.isJsonObject() ? old.getAsJsonObject() : new JsonObject();
                result.add(entry.getKey(), applied(under, entry.getValue().getAsJsonObject()));
            } else {
                result.add(entry.getKey(), entry.getValue());
            }
        }
        return result;
    }
}
