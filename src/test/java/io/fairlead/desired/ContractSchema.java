package io.fairlead.desired;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code schema/desired.schema.json}, which was itself valid JSON Schema 2020-12 when it was loaded. */
final class ContractSchema {

    private final JsonObject json;
    private final Validator validator =
            new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
    private final URI uri;

    private ContractSchema(JsonObject json) {
        this.json = json;
        this.uri = validator.registerSchema((Object) json);
    }

    static ContractSchema load() {
        try {
            String text = Files.readString(Path.of("schema/desired.schema.json"));
            return new ContractSchema(JsonParser.parseString(text).getAsJsonObject());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    JsonObject json() {
        return json;
    }

    /** The object that {@code node} is, or the one that its {@code $ref} points to. */
    JsonObject resolve(JsonObject node) {
        JsonElement ref = node.get("$ref");
        if (ref == null) {
            return node;
        }
        String name = ref.getAsString().substring("#/$defs/".length());
        return json.getAsJsonObject("$defs").getAsJsonObject(name);
    }

    /** What the schema has against a document, each as {@code /path: error}; empty where it is valid. */
    List<String> errors(JsonObject document) {
        Validator.Result result = validator.validate(uri, (Object) document);
        Stream<String> errors =
                result.getErrors().stream().map(error -> error.getInstanceLocation() + ": " + error.getError());
        return result.isValid() ? List.of() : errors.toList();
    }
}
