package io.fairlead.fleet.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for any files of a fleet. */
class FleetReaderProperties {

    private static final Arbitrary<String> KEYS = Arbitraries.of("a", "b", "c", "apps", "network");

    @Provide
    Arbitrary<JsonObject> objects() {
        return object(3);
    }

    private static Arbitrary<JsonObject> object(int depth) {
        Arbitrary<JsonElement> leaf = Arbitraries.of(
                new JsonPrimitive(1),
                new JsonPrimitive("x"),
                new JsonPrimitive(true),
                JsonNull.INSTANCE,
                new JsonArray());
        Arbitrary<JsonElement> value = depth == 0
                ? leaf
                : Arbitraries.frequencyOf(
                        Tuple.of(2, leaf), Tuple.of(3, object(depth - 1).map(o -> o)));
        return Arbitraries.maps(KEYS, value).ofMaxSize(4).map(entries -> {
            JsonObject object = new JsonObject();
            entries.forEach(object::add);
            return object;
        });
    }

    @Property
    void mergingTheSameLayerTwiceIsMergingItOnceAndChangesNoLayer(
            @ForAll("objects") JsonObject base, @ForAll("objects") JsonObject above) {
        JsonObject clean = Template.merge(new JsonObject(), base);
        String before = above.toString();
        JsonObject merged = Template.merge(clean, above);
        assertEquals(Template.merge(merged, above), merged);
        assertEquals(clean, Template.merge(clean, new JsonObject()));
        assertEquals(before, above.toString());
    }

    @Property
    void theOrderOfRowsAndKeysChangesNoByte(@ForAll("objects") JsonObject base, @ForAll long seed) {
        List<String> rows = new ArrayList<>(List.of("s1,d1,x,1", "s2,d2,y,2", "s3,d3,z,3"));
        String one = render(base, rows);
        Collections.shuffle(rows, new Random(seed));
        assertEquals(one, render(shuffled(base, new Random(seed)), rows));
    }

    @Property
    void anyTextsGiveAFleetAndNoException(@ForAll String settings, @ForAll String table, @ForAll String base) {
        FleetReader.read(new TreeMap<>(Map.of("fleet.yaml", settings, "sites.csv", table, "base.yaml", base)));
    }

    private static String render(JsonObject base, List<String> rows) {
        JsonObject layer = base.deepCopy();
        layer.addProperty("v", "${v}${n}");
        Fleet fleet = FleetReader.read(new TreeMap<>(Map.of(
                "fleet.yaml",
                "hub: h.test",
                "sites.csv",
                "site,device,v,n\n" + String.join("\n", rows),
                "base.json",
                layer.toString())));
        assertEquals(List.of(), fleet.problems());
        StringBuilder all = new StringBuilder();
        fleet.documents()
                .forEach(document -> all.append(document.site().name())
                        .append(document.digest())
                        .append(document.text()));
        return all.toString();
    }

    private static JsonObject shuffled(JsonObject object, Random random) {
        List<String> keys = new ArrayList<>(object.keySet());
        Collections.shuffle(keys, random);
        JsonObject other = new JsonObject();
        for (String key : keys) {
            other.add(
                    key,
                    object.get(key).isJsonObject() ? shuffled(object.getAsJsonObject(key), random) : object.get(key));
        }
        return other;
    }
}
