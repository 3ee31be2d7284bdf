package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.bench.DocumentBench;
import io.fairlead.bench.WorstDocuments;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No document takes long to parse; {@code bench/run documents} prints how long. */
class WorstDocumentsTest {

    private static final Duration BOUND = Duration.ofMillis(100);

    static Stream<Arguments> documents() {
        return WorstDocuments.all().entrySet().stream()
                .map(document -> Arguments.of(document.getKey(), document.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void noDocumentTakesLong(String name, JsonObject document) {
        assertTrue(TwinLimits.bytes(document) <= TwinLimits.MOST_BYTES, name);

        Duration least = DocumentBench.least(() -> DesiredParser.parse(1, document), BOUND);

        assertTrue(least.compareTo(BOUND) < 0, () -> name + " took " + least.toMillis() + " ms");
    }
}
