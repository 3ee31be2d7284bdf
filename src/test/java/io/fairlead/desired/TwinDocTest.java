package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/twin.md and README.md is a good document, and the page names every key. */
class TwinDocTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(page()
                        + Files.readString(Path.of("README.md"))
                        + Files.readString(Path.of("docs/operations.md")))
                .results()
                .map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAcceptedWholeAndValid(String example) {
        JsonObject document = JsonParser.parseString(example).getAsJsonObject();

        ParsedDocument parsed = DesiredParser.parse(1, document);

        assertEquals(List.of(), parsed.problems());
        assertTrue(parsed.appsReadable() && parsed.controlAccepted());
        parsed.apps().forEach((id, app) -> assertInstanceOf(Part.Accepted.class, app, id));
        assertEquals(List.of(), ContractSchema.load().errors(document));
    }

    @Test
    void thereAreExamplesOfEveryPart() throws IOException {
        Set<String> parts = new TreeSet<>();
        examples()
                .forEach(example -> parts.addAll(
                        JsonParser.parseString(example).getAsJsonObject().keySet()));

        assertEquals(Keys.ROOT.keys().keySet(), parts);
    }

    @Test
    void everyKeyIsNamed() throws IOException {
        Set<String> words = new TreeSet<>();
        Pattern.compile("`([^`\n]+)`")
                .matcher(page())
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(code -> words.addAll(List.of(code.split("[.<> ]+", -1))));

        Set<String> missing = new TreeSet<>(namedKeys(Keys.ROOT));
        missing.removeAll(words);
        assertEquals(Set.of(), missing);
    }

    /** The keys under {@code shape}. */
    private static Set<String> namedKeys(Shape shape) {
        Set<String> names = new TreeSet<>();
        if (shape instanceof Shape.Keyed keyed) {
            names.addAll(namedKeys(keyed.value()));
        }
        if (shape instanceof Shape.Fields fields) {
            for (Shape.Key key : fields.keys().values()) {
                names.add(key.name());
                names.addAll(namedKeys(key.shape()));
            }
        }
        return names;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/twin.md"));
    }
}
