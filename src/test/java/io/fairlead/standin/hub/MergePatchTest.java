package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patches, as the service applies them and as it makes them. */
class MergePatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {'a':1} | {'a':1}",
                "{'a':1,'b':2} | {'a':null} | {'b':2}",
                "{'a':{'b':1,'c':2}} | {'a':{'b':null,'d':3}} | {'a':{'c':2,'d':3}}",
                "{'a':[1,2,3]} | {'a':[4]} | {'a':[4]}",
                "{'a':1} | {'a':{'b':2}} | {'a':{'b':2}}",
                "{'a':{'b':2}} | {'a':1} | {'a':1}",
                "{} | {'a':{'b':null}} | {'a':{}}",
                "{'a':1} | {'b':null} | {'a':1}",
            })
    void aPatchMergesObjectsReplacesTheRestAndDeletesByNull(String before, String patch, String after) {
        assertEquals(read(after), MergePatch.apply(read(before), read(patch)));
    }

    @Property(tries = 500)
    void theDifferenceMakesOneOfTheOther(
            @ForAll("documents") JsonObject before, @ForAll("documents") JsonObject after) {
        assertEquals(after, MergePatch.apply(before, MergePatch.difference(before, after)));
    }

    @Property(tries = 500)
    void aReplacementMakesOneOfTheOtherAndNamesAllThatIsThere(
            @ForAll("documents") JsonObject before, @ForAll("documents") JsonObject after) {
        JsonObject patch = MergePatch.replacement(before, after);
        assertEquals(after, MergePatch.apply(before, patch));
        after.entrySet().stream()
                .filter(entry -> !entry.getValue().isJsonObject())
                .forEach(entry -> assertEquals(entry.getValue(), patch.get(entry.getKey())));
    }

    @Provide
    Arbitrary<JsonObject> documents() {
        return objects(3);
    }

    private static Arbitrary<JsonObject> objects(int depth) {
        Arbitrary<JsonElement> leaf = Arbitraries.integers().between(0, 3).map(JsonPrimitive::new);
        Arbitrary<JsonElement> value =
                depth == 0 ? leaf : Arbitraries.oneOf(leaf, objects(depth - 1).map(object -> (JsonElement) object));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), value)
                .ofMaxSize(4)
                .map(MergePatchTest::object);
    }

    private static JsonObject object(Map<String, JsonElement> members) {
        JsonObject object = new JsonObject();
        members.forEach(object::add);
        return object;
    }

    private static JsonObject read(String text) {
        return json(text.replace('\'', '"'));
    }
}
