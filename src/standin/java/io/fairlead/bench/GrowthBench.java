package io.fairlead.bench;

import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How parsing, a snapshot and the first plan grow with apps, pools and the Services of others. */
final class GrowthBench {

    private static final Scope SCOPE = new Scope("apps", Set.of(), "module", "metallb-system", Registries.ANY);

    private GrowthBench() {}

    static void run() {
        System.out.println("| external apps | pools | Services of others | parse, ms | snapshot, ms | plan, ms |");
        System.out.println("|---|---|---|---|---|---|");
        for (int apps : List.of(10, 50, 150, 300)) {
            row(apps, 1, 10);
        }
        for (int services : List.of(1_000, 10_000)) {
            row(150, 1, services);
        }
        row(150, 32, 10);
        row(150, 32, 10_000);
    }

    private static void row(int apps, int pools, int services) {
        JsonObject desired = new Apps(apps, true).desired(pools);
        SortedMap<ObjectRef, LiveObject> objects = others(services);
        Optional<ParsedDocument> document = Optional.of(DesiredParser.parse(1, desired));
        Observed observed = observed(objects);
        Planner planner = new Planner(SCOPE);
        System.out.printf(
                "| %d | %d | %d | %.1f | %.1f | %.1f |%n",
                apps,
                pools,
                services,
                millis(() -> DesiredParser.parse(1, desired)),
                millis(() -> observed(objects)),
                millis(() -> planner.plan(document, observed, Ledger.EMPTY)));
    }

    private static double millis(Runnable work) {
        return DocumentBench.least(work, Duration.ZERO).toNanos() / 1e6;
    }

    /** Each has an address of the first pool. */
    private static SortedMap<ObjectRef, LiveObject> others(int count) {
        SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            ObjectRef ref = ObjectRef.service("others", "s" + i);
            Map<String, Object> given = Map.of("ip", "10.0." + i / 250 + "." + i % 250);
            Fields body = new Fields(Map.of(
                    "spec", Map.of("type", "LoadBalancer", "clusterIPs", List.of("172.28." + i / 250 + "." + i % 250)),
                    "status", Map.of("loadBalancer", Map.of("ingress", List.of(given)))));
            objects.put(ref, new LiveObject(ref, "uid-" + i, "1", body, Fields.EMPTY));
        }
        return objects;
    }

    private static Observed observed(SortedMap<ObjectRef, LiveObject> objects) {
        Map<Area, Access> rights = new EnumMap<>(Area.class);
        for (Area area : Area.values()) {
            rights.put(area, Access.WRITE);
        }
        return new Observed(objects, rights, Map.of("apps", Access.WRITE), MetalLb.CRD, "v1.37.0");
    }
}
