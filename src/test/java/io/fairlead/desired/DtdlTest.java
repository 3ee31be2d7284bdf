package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code schema/fairlead.dtdl.json} keeps the rules of DTDL v2 (<a
 * href="https://github.com/Azure/opendigitaltwins-dtdl/blob/master/DTDL/v2/DTDL.v2.md">its specification</a>) and has the
 * writable keys of the parser.
 */
class DtdlTest {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_]{0,62}[a-zA-Z0-9])?");
    private static final Pattern DTMI = Pattern.compile("dtmi(:[A-Za-z]([A-Za-z0-9_]*[A-Za-z0-9])?)+;[1-9][0-9]{0,8}");
    private static final Set<String> PRIMITIVE =
            Set.of("boolean", "date", "dateTime", "double", "duration", "float", "integer", "long", "string", "time");
    private static final int DEEPEST = 5;
    private static final int MOST_FIELDS = 30;

    private final Map<String, JsonObject> reusable = new HashMap<>();
    private JsonObject model = new JsonObject();

    @BeforeEach
    void load() throws IOException {
        String text = Files.readString(Path.of("schema/fairlead.dtdl.json"));
        model = JsonParser.parseString(text).getAsJsonObject();
        objects(model, "schemas").forEach(schema -> reusable.put(text(schema, "@id"), schema));
    }

    @Test
    void itIsAnInterfaceOfVersionTwo() {
        assertEquals("dtmi:dtdl:context;2", text(model, "@context"));
        assertEquals("Interface", text(model, "@type"));
        assertTrue(DTMI.matcher(text(model, "@id")).matches());
        assertTrue(text(model, "@id").length() <= 128);
        assertTrue(objects(model, "contents").size() <= 300);
        described(model);
    }

    @Test
    void everyPropertyHasAUniqueNameAndASchemaWithoutArraysAndNoDeeperThanFive() {
        uniqueNames(objects(model, "contents"));
        for (JsonObject content : objects(model, "contents")) {
            assertEquals("Property", text(content, "@type"));
            described(content);
            check(text(content, "name"), content.get("schema"), 0);
        }
    }

    @Test
    void reusableSchemasAreAllUsedAndEachHasAnIdOfItsOwn() {
        assertEquals(objects(model, "schemas").size(), reusable.size());
        reusable.keySet().forEach(id -> {
            assertTrue(DTMI.matcher(id).matches(), id);
            assertTrue(model.get("contents").toString().contains("\"" + id + "\""), id);
        });
    }

    @Test
    void theWritablePropertiesAreTheDesiredOnesAndTheOthersTheReportedOnes() {
        Map<Boolean, Set<String>> names = objects(model, "contents").stream()
                .collect(Collectors.partitioningBy(
                        content -> content.has("writable")
                                && content.get("writable").getAsBoolean(),
                        Collectors.mapping(content -> text(content, "name"), Collectors.toCollection(TreeSet::new))));

        assertEquals(
                Map.of(
                        true,
                        Keys.ROOT.keys().keySet(),
                        false,
                        Set.of("status", "problems", "device", "pools", "workloads", "module")),
                names);
    }

    @Test
    void theWritablePropertiesHaveExactlyTheKeysOfTheParser() {
        for (JsonObject content : objects(model, "contents")) {
            Shape.Key key = Keys.ROOT.keys().get(text(content, "name"));
            if (key != null) {
                compare(key.name(), key.shape(), content.get("schema"));
            }
        }
    }

    private void check(String path, JsonElement schema, int depth) {
        if (schema.isJsonPrimitive() && !reusable.containsKey(schema.getAsString())) {
            assertTrue(PRIMITIVE.contains(schema.getAsString()), path);
            return;
        }
        JsonObject complex = resolve(schema);
        assertTrue(depth < DEEPEST, path + " lies deeper than " + DEEPEST);
        switch (text(complex, "@type")) {
            case "Enum" -> {
                assertTrue(Set.of("integer", "string").contains(text(complex, "valueSchema")), path);
                uniqueNames(objects(complex, "enumValues"));
            }
            case "Map" -> {
                JsonObject key = complex.getAsJsonObject("mapKey");
                JsonObject value = complex.getAsJsonObject("mapValue");
                uniqueNames(List.of(key));
                uniqueNames(List.of(value));
                assertEquals("string", text(key, "schema"), path);
                check(path + ".*", value.get("schema"), depth + 1);
            }
            case "Object" -> {
                List<JsonObject> fields = objects(complex, "fields");
                assertTrue(fields.size() <= MOST_FIELDS, path);
                uniqueNames(fields);
                fields.forEach(DtdlTest::described);
                fields.forEach(field -> check(path + "." + text(field, "name"), field.get("schema"), depth + 1));
            }
            default -> throw new AssertionError(path + " is " + text(complex, "@type"));
        }
    }

    private void compare(String path, Shape shape, JsonElement schema) {
        switch (shape) {
            case Shape.Fields fields -> compareFields(path, fields, resolve(schema));
            case Shape.Keyed keyed ->
                compare(
                        path + ".*",
                        keyed.value(),
                        resolve(schema).getAsJsonObject("mapValue").get("schema"));
            case Shape.Choice choice ->
                assertEquals(
                        choice.words(),
                        objects(resolve(schema), "enumValues").stream()
                                .map(value -> text(value, "enumValue"))
                                .toList(),
                        path);
            case Shape.Whole whole ->
                assertEquals(whole.max() > Integer.MAX_VALUE ? "long" : "integer", schema.getAsString(), path);
            case Shape.Flag flag -> assertEquals("boolean", schema.getAsString(), path + flag);
            case Shape.Text text -> assertEquals("string", schema.getAsString(), path + text);
            case Shape.Items items -> assertEquals("string", schema.getAsString(), path + items);
            case Shape.Anything any -> assertEquals("string", schema.getAsString(), path + any);
        }
    }

    private void compareFields(String path, Shape.Fields shape, JsonObject object) {
        Map<String, JsonObject> fields = new HashMap<>();
        objects(object, "fields").forEach(field -> fields.put(text(field, "name"), field));
        assertEquals(shape.keys().keySet(), new TreeSet<>(fields.keySet()), path);
        shape.keys().forEach((name, key) -> {
            JsonObject field = fields.getOrDefault(name, new JsonObject());
            assertFalse(field.has("comment"), path + "." + name);
            compare(path + "." + name, key.shape(), field.get("schema"));
        });
    }

    private JsonObject resolve(JsonElement schema) {
        JsonObject found = schema.isJsonObject() ? schema.getAsJsonObject() : reusable.get(schema.getAsString());
        assertNotNull(found, schema::toString);
        return found == null ? new JsonObject() : found;
    }

    private static void uniqueNames(List<JsonObject> named) {
        Set<String> names = new TreeSet<>();
        for (JsonObject one : named) {
            assertTrue(NAME.matcher(text(one, "name")).matches(), text(one, "name"));
            assertTrue(names.add(text(one, "name")), text(one, "name"));
        }
    }

    private static void described(JsonObject element) {
        for (String key : List.of("description", "comment")) {
            assertFalse(element.has(key) && text(element, key).length() > 512, element::toString);
        }
        assertFalse(element.has("displayName") && text(element, "displayName").length() > 64, element::toString);
    }

    private static List<JsonObject> objects(JsonObject holder, String key) {
        List<JsonObject> objects = new ArrayList<>();
        if (holder.has(key)) {
            holder.getAsJsonArray(key).forEach(element -> objects.add(element.getAsJsonObject()));
        }
        return objects;
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }
}
