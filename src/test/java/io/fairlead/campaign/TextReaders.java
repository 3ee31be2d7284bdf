package io.fairlead.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.convert.Conversion;
import io.fairlead.convert.Converted;
import io.fairlead.convert.Source;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.StoredParts;
import io.fairlead.hub.TwinPatches;
import io.fairlead.model.App;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import io.fairlead.text.JsonText;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The readers of the module: of the twin, of files, and of what is in the cluster. */
final class TextReaders {

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private static final String OPTIONS = """
            {"Image":"i","Env":["A=b","C=$(A)"],"Cmd":["a","b"],"Entrypoint":["x"],"Labels":{"a":"b"},"WorkingDir":"/w",
             "ExposedPorts":{"80/tcp":{},"53/udp":{}},"HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8080"}]},
             "NetworkMode":"azure-iot-edge","LogConfig":{"Type":"json-file"},"RestartPolicy":{"Name":"always"}},
             "NetworkingConfig":{"EndpointsConfig":{"azure-iot-edge":{}}},
             "k8s-experimental":{"resources":{"limits":{"memory":"64Mi"}},"serviceOptions":{"type":"LoadBalancer"}}}""";

    private TextReaders() {}

    static List<TextReader> all() {
        List<TextReader> all = new ArrayList<>();
        all.add(new TextReader("desired properties", files("documents", ".json"), TextReaders::desired));
        all.add(new TextReader(
                "create options",
                List.of(OPTIONS, "{}", "null"),
                text -> json(text).map(TextReaders::createOptions).orElse("no JSON")));
        all.add(new TextReader(
                "create options in a string",
                List.of(OPTIONS, "{}", "null"),
                text -> createOptions(new JsonPrimitive(text))));
        all.add(new TextReader("files", files("convert-cases", ".yaml"), TextReaders::file));
        all.add(new TextReader("sources of convert", files("convert-cases", ".yaml", ".json"), TextReaders::convert));
        all.add(TwinPatches.reader());
        all.addAll(ClusterTexts.readers());
        return List.copyOf(all);
    }

    private static String desired(String text) {
        Optional<JsonElement> json = json(text);
        return json.filter(JsonElement::isJsonObject)
                .map(document -> desired(document.getAsJsonObject()))
                .orElse("no object");
    }

    private static String desired(JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(7, document);
        for (Problem problem : parsed.problems()) {
            assertFalse(problem.message().isBlank(), problem::toString);
        }
        if (parsed.network() instanceof Part.Accepted<Network> network) {
            assertEquals(Optional.of(network.value()), StoredParts.network(network.json()));
        }
        parsed.apps().forEach((id, part) -> {
            if (part instanceof Part.Accepted<App> app) {
                assertEquals(Optional.of(app.value()), StoredParts.app(id, app.json()));
            }
        });
        return codes(parsed);
    }

    /** The codes with the last keys of their paths. */
    private static String codes(ParsedDocument parsed) {
        return parsed.problems().stream()
                .map(problem -> problem.code() + " "
                        + problem.path().substring(problem.path().lastIndexOf('.') + 1))
                .filter(code -> code.length() < 60)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String createOptions(JsonElement options) {
        JsonObject app = new JsonObject();
        app.addProperty("image", "i");
        app.add("createOptions", options);
        JsonObject apps = new JsonObject();
        apps.add("a", app);
        JsonObject document = new JsonObject();
        document.addProperty("schema", 1);
        document.add("apps", apps);
        return desired(document);
    }

    /** A file in JSON or YAML; what is read as JSON another parser reads the same. */
    private static String file(String text) {
        Optional<JsonElement> json = json(text);
        json.ifPresent(value -> assertEquals(JsonParser.parseString(text), value));
        try {
            return SourceText.documents("x.yaml", text).stream()
                    .map(document -> document.getClass().getSimpleName())
                    .collect(Collectors.joining(" "));
        } catch (UnreadableText unreadable) {
            return unreadable.why().replaceAll("[0-9]+", "0").replaceAll("\".*\"", "");
        }
    }

    /** What is carried over is accepted. */
    private static String convert(String text) {
        Converted converted = Conversion.convert(List.of(new Source("x", text)), Optional.empty());
        ParsedDocument parsed = DesiredParser.parse(1, converted.desired());
        List<Problem> errors = parsed.problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .toList();
        assertTrue(errors.isEmpty() || !converted.left().isEmpty(), errors::toString);
        return Stream.of(converted.left(), converted.notes())
                .flatMap(List::stream)
                .map(left -> left.toString().replaceAll("[0-9]+", "0").replaceAll("\"[^\"]*\"", ""))
                .filter(left -> left.length() < 150)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Optional<JsonElement> json(String text) {
        try {
            return Optional.of(JsonText.parse(text));
        } catch (UnreadableText none) {
            return Optional.empty();
        }
    }

    private static List<String> files(String folder, String... endings) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    texts.add(SourceText.decode(Files.readAllBytes(file)));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
