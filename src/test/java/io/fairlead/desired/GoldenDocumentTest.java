package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code documents/<name>.json} has exactly the problems of {@code documents/<name>.problems.txt}, word for word. */
class GoldenDocumentTest {

    private static final Path FOLDER = Path.of("src/test/resources/documents");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theProblemsAreTheWrittenOnes(String name) throws IOException {
        String told =
                parse(name).problems().stream().map(problem -> problem + "\n").collect(Collectors.joining());
        Path golden = FOLDER.resolve(name + ".problems.txt");

        assertEquals(Files.readString(golden), told);
    }

    @Test
    void elevenProblemsAreElevenDifferentOnesAndNothingOfTheDocumentIsAccepted() throws IOException {
        ParsedDocument parsed = parse("eleven-problems");

        List<Code> codes = parsed.problems().stream().map(Problem::code).toList();
        assertEquals(11, codes.size());
        assertEquals(11, codes.stream().distinct().count(), codes::toString);
        assertInstanceOf(Part.Refused.class, parsed.network());
        parsed.apps().values().forEach(app -> assertInstanceOf(Part.Refused.class, app));
    }

    @Test
    void aSlipOfARootKeyDoesNotRemoveWhatItWasMeantToBe() throws IOException {
        ParsedDocument parsed = parse("slip-at-the-root");

        assertInstanceOf(Part.Refused.class, parsed.network());
        assertFalse(parsed.appsReadable());
    }

    private static ParsedDocument parse(String name) throws IOException {
        String json = Files.readString(FOLDER.resolve(name + ".json"));
        return DesiredParser.parse(1, JsonParser.parseString(json).getAsJsonObject());
    }
}
