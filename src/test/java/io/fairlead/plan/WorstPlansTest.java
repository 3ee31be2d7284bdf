package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.bench.DocumentBench;
import io.fairlead.bench.WorstDocuments;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Ledger;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No document takes long to plan, neither when it comes nor when all of it is done. */
class WorstPlansTest {

    /** Twice what is allowed on the machine of bench/README.md, so that a slower one passes too. */
    private static final Duration BOUND = Duration.ofMillis(600);

    static Stream<Arguments> documents() {
        return WorstDocuments.all().entrySet().stream()
                .map(document -> Arguments.of(document.getKey(), document.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void noDocumentTakesLongToPlan(String name, JsonObject document) {
        Planner planner = new Planner(SimulatedCluster.SCOPE);
        Optional<ParsedDocument> parsed = Optional.of(DesiredParser.parse(1, document));
        SimulatedCluster cluster = new SimulatedCluster();

        Planned first = within(name + ", new", planner, parsed, cluster.observed(), Ledger.EMPTY);
        cluster.sleep(true); // All at once is balanced sooner than one after the other.
        cluster.apply(first.plan());
        cluster.sleep(false);
        cluster.balance();
        Planned unused = within(name + ", done", planner, parsed, cluster.observed(), first.ledger());
    }

    private static Planned within(
            String name, Planner planner, Optional<ParsedDocument> document, Observed observed, Ledger ledger) {
        Duration least = DocumentBench.least(() -> planner.plan(document, observed, ledger), BOUND);
        assertTrue(least.compareTo(BOUND) < 0, () -> name + " took " + least.toMillis() + " ms");
        return planner.plan(document, observed, ledger);
    }
}
