package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code schema/desired.schema.json} and the parser say the same, key by key and on edited documents. */
class SchemaTest {

    private static final Set<Code> OF_SHAPE = Set.of(Code.UnknownKey, Code.WrongType);

    private final ContractSchema schema = ContractSchema.load();

    @Test
    void theSchemaHasExactlyTheKeysOfTheParser() {
        compare("", Keys.ROOT, schema.json());
    }

    /** A list by hand, since a schema cannot refer to the keys of another. */
    @Test
    void besideTiersTheSchemaRefusesEveryKeyOfATier() {
        JsonObject app = schema.json().getAsJsonObject("$defs").getAsJsonObject("app");
        JsonObject withTiers = app.getAsJsonArray("oneOf").get(0).getAsJsonObject();
        Set<String> refused = withTiers.getAsJsonObject("not").getAsJsonArray("anyOf").asList().stream()
                .flatMap(one -> required(one.getAsJsonObject()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Keys.TIER.keys().keySet(), refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole-contract", "secrets"})
    void documentsOfTheContractAreValid(String name) throws IOException {
        assertEquals(List.of(), schema.errors(document(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eleven-problems", "slip-at-the-root", "unsupported-schema"})
    void otherDocumentsAreNot(String name) throws IOException {
        assertFalse(schema.errors(document(name)).isEmpty());
    }

    @Property(tries = 300)
    void whatTheParserAcceptsIsValid(@ForAll("edited") JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(1, document);
        if (parsed.problems().stream().allMatch(problem -> problem.code().isWarning())) {
            assertEquals(List.of(), schema.errors(document));
        }
    }

    @Property(tries = 300)
    void whatHasAnUnknownKeyOrAWrongTypeIsNotValid(@ForAll("edited") JsonObject document) {
        List<Problem> problems = DesiredParser.parse(1, document).problems();
        if (problems.stream().anyMatch(problem -> OF_SHAPE.contains(problem.code()))) {
            assertFalse(schema.errors(document).isEmpty(), problems::toString);
        }
    }

    @Property(tries = 300)
    void whatIsNotValidHasAProblem(@ForAll("edited") JsonObject document) {
        List<String> errors = schema.errors(document);
        if (!errors.isEmpty()) {
            List<Problem> problems = DesiredParser.parse(1, document).problems();
            assertTrue(problems.stream().anyMatch(problem -> !problem.code().isWarning()), errors::toString);
        }
    }

    @Provide
    Arbitrary<JsonObject> edited() {
        return Documents.edited(Documents.small());
    }

    private void compare(String path, Shape shape, JsonObject node) {
        JsonObject target = schema.resolve(node);
        switch (shape) {
            case Shape.Fields fields -> compareFields(path, fields, target);
            case Shape.Keyed keyed -> {
                String names = keyed.names() == NameRule.ID ? "#/$defs/id" : "#/$defs/envName";
                assertEquals(
                        names,
                        target.getAsJsonObject("propertyNames").get("$ref").getAsString(),
                        path);
                compare(path + ".*", keyed.value(), target.getAsJsonObject("additionalProperties"));
            }
            case Shape.Whole whole ->
                assertEquals(
                        List.of("integer", String.valueOf(whole.min()), String.valueOf(whole.max())),
                        List.of(
                                target.get("type").getAsString(),
                                target.get("minimum").getAsString(),
                                target.get("maximum").getAsString()),
                        path);
            case Shape.Choice choice -> assertEquals(new Gson().toJsonTree(choice.words()), target.get("enum"), path);
            case Shape.Items items ->
                assertEquals("#/$defs/list", node.get("$ref").getAsString(), path + items);
            case Shape.Text text -> assertEquals("string", target.get("type").getAsString(), path + text);
            case Shape.Flag flag -> assertEquals("boolean", target.get("type").getAsString(), path + flag);
            case Shape.Anything any ->
                assertEquals("[\"object\",\"string\"]", target.get("type").toString(), path + any);
        }
    }

    private void compareFields(String path, Shape.Fields fields, JsonObject node) {
        JsonObject properties = node.getAsJsonObject("properties");
        assertEquals(fields.keys().keySet(), new TreeSet<>(properties.keySet()), path);
        assertFalse(node.get("additionalProperties").getAsBoolean(), path);
        assertEquals(required(fields), required(node), path);
        for (Shape.Key key : fields.keys().values()) {
            JsonObject property = properties.getAsJsonObject(key.name());
            String at = path + "." + key.name();
            assertFalse(property.get("description").getAsString().isBlank(), at);
            compare(at, key.shape(), property);
        }
    }

    private static Set<String> required(Shape.Fields fields) {
        return fields.keys().values().stream()
                .filter(Shape.Key::required)
                .map(Shape.Key::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> required(JsonObject node) {
        return node.has("required")
                ? node.getAsJsonArray("required").asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private static JsonObject document(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/documents", name + ".json"));
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
