package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.bench.DocumentBench;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.TwinLimits;
import io.fairlead.model.Ledger;
import io.fairlead.model.ParsedDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Searches for documents that take long to parse or to plan: each next document is the worst so far with a few other
 * choices. By default for a few seconds; {@code -Dworst.seconds=3600} for an hour, {@code -Dworst.seed=17} for others.
 */
class WorstSearchTest {

    private static final int SECONDS = Integer.getInteger("worst.seconds", 5);
    private static final long SEED = Long.getLong("worst.seed", 1);

    /** Twice what is allowed on the machine of bench/README.md, so that a slower one passes too. */
    private static final Duration MOST_PARSING = Duration.ofMillis(200);

    private static final Duration MOST_PLANNING = Duration.ofMillis(600);

    /** After so many that are no worse, the search begins again elsewhere. */
    private static final int PATIENCE = 60;

    /** The processor time that a document takes. */
    private record Cost(Duration parse, Duration fresh, Duration done) {

        /** 1 at the bound. */
        double badness() {
            return Math.max(
                    parse.toNanos() / (double) MOST_PARSING.toNanos(),
                    Math.max(fresh.toNanos(), done.toNanos()) / (double) MOST_PLANNING.toNanos());
        }

        @Override
        public String toString() {
            return "parsing " + parse.toMillis() + " ms, planning " + fresh.toMillis() + " ms, planning again "
                    + done.toMillis() + " ms";
        }
    }

    @Test
    void noDocumentThatASearchFindsTakesLong() {
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        RandomLargeDocument at = RandomLargeDocument.any(random);
        double badness = 0;
        double worst = 0;
        String found = "none";
        int tries = 0;
        for (int looked = 0; System.nanoTime() < end; looked++) {
            RandomLargeDocument next = tries > PATIENCE ? RandomLargeDocument.any(random) : at.changed(random);
            badness = tries > PATIENCE ? 0 : badness;
            JsonObject document = next.json();
            Cost cost = cost(document, 1);
            tries++;
            if (cost.badness() > badness) {
                cost = cost(document, 5); // The first look may have compiled code.
            }
            if (cost.badness() > badness) {
                tries = 0;
                badness = cost.badness();
                at = next;
            }
            if (cost.badness() > worst) {
                worst = cost.badness();
                found = "document " + looked + ", " + TwinLimits.bytes(document) + " bytes: " + cost + "; choices "
                        + next;
                System.out.println("worst so far from seed " + SEED + ": " + found);
            }
        }
        assertTrue(worst < 1, found);
    }

    private static Cost cost(JsonObject document, int rounds) {
        Planner planner = new Planner(SimulatedCluster.SCOPE);
        Duration parse = DocumentBench.least(() -> DesiredParser.parse(1, document), rounds, Duration.ZERO);
        Optional<ParsedDocument> parsed = Optional.of(DesiredParser.parse(1, document));
        SimulatedCluster cluster = new SimulatedCluster();
        Duration fresh = DocumentBench.least(
                () -> planner.plan(parsed, cluster.observed(), Ledger.EMPTY), rounds, Duration.ZERO);
        Planned first = planner.plan(parsed, cluster.observed(), Ledger.EMPTY);
        cluster.sleep(true);
        cluster.apply(first.plan());
        cluster.sleep(false);
        cluster.balance();
        return new Cost(
                parse,
                fresh,
                DocumentBench.least(
                        () -> planner.plan(parsed, cluster.observed(), first.ledger()), rounds, Duration.ZERO));
    }
}
