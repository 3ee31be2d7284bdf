package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every document, from good ones with a few edits to arbitrary trees. */
class DocumentPropertiesTest {

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

    @Property(tries = 300)
    void noTreeMakesTheParserThrow(@ForAll("documents") JsonObject document) {
        assertEquals(3, DesiredParser.parse(3, document).version());
    }

    @Property(tries = 300)
    void thePathOfEveryProblemIsInTheDocumentOrNamesTheMissingKey(@ForAll("documents") JsonObject document) {
        for (Problem problem : DesiredParser.parse(3, document).problems()) {
            boolean whole = problem.path().equals(DesiredParser.WHOLE) && problem.code() == Code.TooLarge;
            boolean missing = problem.code() == Code.MissingValue && exists(document, parent(problem.path()));
            assertTrue(whole || missing || exists(document, problem.path()), problem::toString);
        }
    }

    @Property(tries = 300)
    void theOrderOfKeysDoesNotMatter(@ForAll("documents") JsonObject document, @ForAll long seed) {
        JsonObject shuffled = shuffled(document, new Random(seed)).getAsJsonObject();

        assertEquals(DesiredParser.parse(3, document), DesiredParser.parse(3, shuffled));
    }

    @Property(tries = 300)
    void theTextOfAnAcceptedPartIsCanonicalAndReadsBackAsTheSame(@ForAll("documents") JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(3, document);

        if (parsed.network() instanceof Part.Accepted<Network> network) {
            assertEquals(network.json(), CanonicalJson.of(JsonParser.parseString(network.json())));
            assertEquals(Optional.of(network.value()), StoredParts.network(network.json()));
        }
        parsed.apps().forEach((id, part) -> {
            if (part instanceof Part.Accepted<App> app) {
                assertEquals(app.json(), CanonicalJson.of(JsonParser.parseString(app.json())));
                assertEquals(Optional.of(app.value()), StoredParts.app(id, app.json()));
            }
        });
    }

    @Property(tries = 300)
    void aPartIsRefusedExactlyWhenAProblemLiesInItOrInTheWholeDocument(@ForAll("edited") JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(3, document);
        boolean whole = has(parsed, "schema") || has(parsed, DesiredParser.WHOLE);

        parsed.apps()
                .forEach((id, part) ->
                        assertEquals(whole || has(parsed, "apps." + id), part instanceof Part.Refused, id));
        if (document.has("network")) {
            assertEquals(whole || has(parsed, "network"), parsed.network() instanceof Part.Refused);
        }
        assertEquals(!whole && !has(parsed, "control"), parsed.controlAccepted());
        boolean appsThemselves =
                parsed.problems().stream().anyMatch(problem -> problem.path().equals("apps"));
        boolean slipped = !document.has("apps") && has(parsed, "app");
        assertEquals(!whole && !appsThemselves && !slipped, parsed.appsReadable());
    }

    @Property(tries = 300)
    void aDocumentWithoutProblemsIsAcceptedWhole(@ForAll("edited") JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(3, document);

        if (parsed.problems().stream().allMatch(problem -> problem.code().isWarning())) {
            parsed.apps().forEach((id, part) -> assertInstanceOf(Part.Accepted.class, part, id));
            assertTrue(parsed.appsReadable() && parsed.controlAccepted());
            assertTrue(!(parsed.network() instanceof Part.Refused));
        }
    }

    @Provide
    Arbitrary<JsonObject> documents() {
        return Arbitraries.oneOf(edited(), trees());
    }

    /** The good document after a few edits at places anywhere in it. */
    @Provide
    Arbitrary<JsonObject> edited() {
        Arbitrary<Consumer<JsonObject>> edit = Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3),
                        values(),
                        keys())
                .as(DocumentPropertiesTest::edit);
        return edit.list().ofMaxSize(4).map(edits -> {
            JsonObject document = JsonParser.parseString(GOOD).getAsJsonObject();
            edits.forEach(next -> next.accept(document));
            return document;
        });
    }

    private Arbitrary<JsonObject> trees() {
        return Arbitraries.maps(keys(), values()).ofMaxSize(5).map(DocumentPropertiesTest::object);
    }

    private Arbitrary<JsonElement> values() {
        Arbitrary<JsonElement> leaves = Arbitraries.oneOf(
                texts().map(JsonPrimitive::new),
                Arbitraries.doubles().map(JsonPrimitive::new),
                Arbitraries.integers().between(-2, 300).map(JsonPrimitive::new),
                Arbitraries.of(
                        new JsonPrimitive(true),
                        JsonNull.INSTANCE,
                        new JsonObject(),
                        new JsonPrimitive(Double.NaN),
                        new JsonPrimitive(Double.POSITIVE_INFINITY),
                        JsonParser.parseString("1e99999"),
                        JsonParser.parseString("0e-99999"),
                        JsonParser.parseString("1e-99999999999"),
                        new JsonPrimitive("x".repeat(5000))));
        return Arbitraries.recursive(() -> leaves, DocumentPropertiesTest::nested, 0, 4);
    }

    private static Arbitrary<JsonElement> nested(Arbitrary<JsonElement> inner) {
        Arbitrary<JsonElement> array = inner.list().ofMaxSize(3).map(elements -> {
            JsonArray result = new JsonArray();
            elements.forEach(result::add);
            return result;
        });
        return Arbitraries.oneOf(
                inner, array, Arbitraries.maps(keys(), inner).ofMaxSize(3).map(DocumentPropertiesTest::object));
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

    private static JsonElement shuffled(JsonElement value, Random random) {
        if (!value.isJsonObject()) {
            return value;
        }
        List<String> names = new ArrayList<>(value.getAsJsonObject().keySet());
        Collections.shuffle(names, random);
        JsonObject result = new JsonObject();
        names.forEach(name -> result.add(name, shuffled(value.getAsJsonObject().get(name), random)));
        return result;
    }

    private static boolean has(ParsedDocument parsed, String part) {
        return parsed.problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .anyMatch(
                        problem -> problem.path().equals(part) || problem.path().startsWith(part + "."));
    }

    private static String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    private static boolean exists(JsonElement root, String path) {
        JsonElement at = root;
        for (String name : path.isEmpty() ? new String[0] : path.split("[.\\[]", -1)) {
            if (at.isJsonArray()) {
                at = at.getAsJsonArray().get(Integer.parseInt(name.replace("]", "")));
            } else if (at.isJsonObject() && at.getAsJsonObject().has(name)) {
                at = at.getAsJsonObject().get(name);
            } else {
                return false;
            }
        }
        return true;
    }
}
