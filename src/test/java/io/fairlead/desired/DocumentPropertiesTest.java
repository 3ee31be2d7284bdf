package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every document, from good ones with a few edits to arbitrary trees. */
class DocumentPropertiesTest {

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
        return Arbitraries.oneOf(edited(), Documents.trees());
    }

    @Provide
    Arbitrary<JsonObject> edited() {
        return Documents.edited(Documents.numbers());
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
