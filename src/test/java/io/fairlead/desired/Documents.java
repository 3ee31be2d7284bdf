package io.fairlead.desired;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary documents: a good one with a few edits, and trees of any kind. */
final class Documents {

    private static final String GOOD = """
            {schema:1,
             network:{nodes:{range:'10.0.0.1-10.0.0.2'}, pods:{cidr:'172.27.0.0/16'}, clusterIps:{cidr:'172.28.0.0/16'},
                      services:{manage:'own', pools:{p:{addresses:'10.0.0.6-10.0.0.9, 10.1.0.0/28', avoidBuggyIPs:true},
                                                     q:{addresses:['fd00::1'], advertise:'none'}}}},
             apps:{shop:{tiers:{web:{image:'nginx', replicas:2.0, expose:'external', ports:'http=80:8080', pool:'p',
                                     address:'10.0.0.7', needs:'db', env:{LOG_LEVEL:'info'}},
                                db:{image:'postgres', ports:['pg=5432']}}},
                   worker:{image:'worker', env:{TOKEN:'x'}}},
             control:{paused:false, reconcileNonce:'a', allowEmpty:false}}
            """;

    /** The good document after a few edits at places anywhere in it. */
    static Arbitrary<JsonObject> edited(Arbitrary<JsonPrimitive> numbers) {
        Arbitrary<Consumer<JsonObject>> edit = Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3),
                        values(numbers),
                        keys())
                .as(Documents::edit);
        return edit.list().ofMaxSize(4).map(edits -> {
            JsonObject document = JsonParser.parseString(GOOD).getAsJsonObject();
            edits.forEach(next -> next.accept(document));
            return document;
        });
    }

    /** Any tree at all. */
    static Arbitrary<JsonObject> trees() {
        return Arbitraries.maps(keys(), values(numbers())).ofMaxSize(5).map(Documents::object);
    }

    /** Numbers of every kind that a JSON tree can hold. */
    static Arbitrary<JsonPrimitive> numbers() {
        return Arbitraries.oneOf(
                small(),
                Arbitraries.doubles().map(JsonPrimitive::new),
                Arbitraries.of(
                        new JsonPrimitive(Double.NaN),
                        new JsonPrimitive(Double.POSITIVE_INFINITY),
                        JsonParser.parseString("1e99999").getAsJsonPrimitive(),
                        JsonParser.parseString("0e-99999").getAsJsonPrimitive(),
                        JsonParser.parseString("1e-99999999999").getAsJsonPrimitive()));
    }

    /** Small whole numbers. */
    static Arbitrary<JsonPrimitive> small() {
        return Arbitraries.integers().between(-2, 300).map(JsonPrimitive::new);
    }

    private static Arbitrary<JsonElement> values(Arbitrary<JsonPrimitive> numbers) {
        Arbitrary<JsonElement> leaves = Arbitraries.oneOf(
                texts().map(JsonPrimitive::new),
                numbers,
                Arbitraries.of(
                        new JsonPrimitive(true),
                        JsonNull.INSTANCE,
                        new JsonObject(),
                        new JsonPrimitive("x".repeat(5000))));
        return Arbitraries.recursive(() -> leaves, Documents::nested, 0, 4);
    }

    private static Arbitrary<JsonElement> nested(Arbitrary<JsonElement> inner) {
        Arbitrary<JsonElement> array = inner.list().ofMaxSize(3).map(elements -> {
            JsonArray result = new JsonArray();
            elements.forEach(result::add);
            return result;
        });
        return Arbitraries.oneOf(
                inner, array, Arbitraries.maps(keys(), inner).ofMaxSize(3).map(Documents::object));
    }

    private static JsonObject object(Map<String, JsonElement> entries) {
        JsonObject result = new JsonObject();
        entries.forEach(result::add);
        return result;
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "schema",
                        "network",
                        "apps",
                        "app",
                        "control",
                        "services",
                        "pools",
                        "addresses",
                        "nodes",
                        "range",
                        "tiers",
                        "image",
                        "ports",
                        "needs",
                        "env",
                        "pool",
                        "address",
                        "expose",
                        "dns",
                        "bgp",
                        "paused"),
                Arbitraries.of("a", "a-b", "b", "web", "db", "p", "q", "7", "A_B"),
                Arbitraries.strings().excludeChars('.', '[').ofMaxLength(6));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "external",
                        "internal",
                        "none",
                        "p",
                        "q",
                        "db",
                        "web",
                        "10.0.0.7",
                        "10.0.0.1",
                        "172.28.0.1",
                        "10.0.0.0/24",
                        "10.0.0.6-10.0.0.7",
                        "80",
                        "80, 81/UDP",
                        "http=31000",
                        "own",
                        "observe",
                        "nginx:1"),
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withChars("0123456789.-:/,=@ af").ofMaxLength(20));
    }

    private static Consumer<JsonObject> edit(int where, int how, JsonElement value, String key) {
        return document -> {
            List<JsonObject> objects = new ArrayList<>();
            collect(document, objects);
            JsonObject chosen = objects.get(where % objects.size());
            List<String> names = new ArrayList<>(chosen.keySet());
            String name = names.isEmpty() ? key : names.get(where % names.size());
            switch (how) {
                case 0 -> chosen.add(name, value.deepCopy());
                case 1 -> chosen.remove(name);
                case 2 -> chosen.add(key, value.deepCopy());
                default -> chosen.add(key, names.isEmpty() ? value.deepCopy() : chosen.remove(name));
            }
        };
    }

    private static void collect(JsonElement value, List<JsonObject> objects) {
        if (value.isJsonObject()) {
            objects.add(value.getAsJsonObject());
            value.getAsJsonObject().asMap().values().forEach(child -> collect(child, objects));
        }
    }

    private Documents() {}
}
