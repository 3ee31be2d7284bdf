package io.fairlead.convert;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The documents of a text in JSON or YAML, as JSON. */
final class SourceText {

    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    private SourceText() {}

    /**
     * The documents that hold anything.
     *
     * @throws IllegalArgumentException with the line, where it is no YAML, or none that JSON can say
     */
    static List<JsonElement> documents(String text) {
        try {
            // Strictly: what only looks like JSON is YAML. Tabs, which JSON may be indented with, are no YAML.
            JsonElement json = STRICT.fromJson(text, JsonElement.class);
            return json == null || json.isJsonNull() ? List.of() : List.of(json);
        } catch (JsonParseException notJson) {
            return yaml(text);
        }
    }

    private static List<JsonElement> yaml(String text) {
        List<JsonElement> documents = new ArrayList<>();
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            for (Object document : new Load(settings).loadAllFromString(text)) {
                JsonElement json = json(document);
                if (!json.isJsonNull()) {
                    documents.add(json);
                }
            }
        } catch (MarkedYamlEngineException broken) {
            String line = broken.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            throw new IllegalArgumentException("it is no YAML: " + line + broken.getProblem(), broken);
        } catch (YamlEngineException broken) {
            throw new IllegalArgumentException("it is no YAML: " + broken.getMessage(), broken);
        }
        return documents;
    }

    private static JsonElement json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, child) -> object.add(String.valueOf(key), json(child)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(child -> array.add(json(child)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("it holds " + number + ", which JSON cannot say");
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof byte[]) {
            throw new IllegalArgumentException("it holds !!binary, which JSON cannot say");
        }
        return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
    }
}
