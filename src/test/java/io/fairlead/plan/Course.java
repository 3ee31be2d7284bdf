package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.ParsedDocument;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents that follow one another on a simulated cluster, each carried out whole. */
public final class Course {

    /** A node that may announce addresses. */
    static final Fields READY_NODE = new Fields(Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            Map.of("name", "node-a"),
            "status",
            Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True")))));

    private static final int CYCLES = 12;

    public final SimulatedCluster cluster = new SimulatedCluster();
    private final Planner planner;
    private long version;
    private Optional<ParsedDocument> document = Optional.empty();
    public Ledger ledger = Ledger.EMPTY;

    /** A module without limits of its own. */
    public Course() {
        this(Registries.ANY);
    }

    /** A module whose images may come from some registries. */
    public Course(Registries registries) {
        this(registries, true);
    }

    /** A module that may be forbidden to forward zones. */
    public Course(Registries registries, boolean forwards) {
        Scope any = SimulatedCluster.SCOPE;
        planner = new Planner(new Scope(
                any.appsNamespace(),
                any.moreNamespaces(),
                any.moduleNamespace(),
                any.metalLbNamespace(),
                registries,
                forwards));
    }

    /** The next document, carried out until nothing is left to do; the last plan, which is empty. */
    public Planned send(String desired) {
        document = Optional.of(
                DesiredParser.parse(++version, JsonParser.parseString(desired).getAsJsonObject()));
        return settle();
    }

    /** The same document, carried out. */
    public Planned settle() {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Planned planned = planner.plan(document, cluster.observed(), ledger);
            if (planned.plan().isEmpty()) {
                return planned;
            }
            cluster.apply(planned.plan());
            ledger = planned.ledger();
        }
        return fail("still not done");
    }

    /** A start without the cloud. */
    public Planned withoutDocument() {
        document = Optional.empty();
        return settle();
    }
}
