package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.desired.DesiredParser;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.App;
import io.fairlead.model.Area;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Pool;
import io.fairlead.model.Tier;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Parts.Kept;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every plan, over random documents that follow one another on a simulated cluster. */
class PlannerProperties {

    private static final int CYCLES = 12;

    private final Planner planner = new Planner(SimulatedCluster.SCOPE);

    @Property(tries = 150)
    void aPlanCarriedOutIsFollowedByAnEmptyOne(@ForAll("documents") List<String> documents) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            ledger = settle(cluster, parsed(version++, document), ledger, Map.of());
        }
    }

    @Property(tries = 150)
    void theSameInputGivesTheSamePlan(@ForAll("documents") List<String> documents) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            Optional<ParsedDocument> parsed = parsed(version++, document);
            Planned once = planner.plan(parsed, cluster.observed(), ledger);
            Planned again = planner.plan(parsed, cluster.observed(), ledger);
            assertEquals(once, again);
            assertEquals(once.plan().print(), again.plan().print());
            ledger = settle(cluster, parsed, ledger, Map.of());
        }
    }

    @Property(tries = 400)
    void noPlanTakesAnAddressThatTheTwinDoesNotGiveUp(
            @ForAll("documents") List<String> documents, @ForAll boolean foreignServices) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            Optional<ParsedDocument> parsed = parsed(version, document);
            Planned first = planner.plan(parsed, cluster.observed(), ledger);
            ledger = settle(cluster, parsed, ledger, mustStay(cluster, ledger, first));
            if (foreignServices && version < 4) {
                cluster.addForeignService("foreign-" + version);
                cluster.balance();
            }
            version++;
        }
    }

    @Property(tries = 150)
    void rightsThatGoAndComeTakeNothingAway(@ForAll("documents") List<String> documents, @ForAll Access without) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            Optional<ParsedDocument> parsed = parsed(version++, document);
            ledger = settle(cluster, parsed, ledger, Map.of());
            SortedMap<ObjectRef, Address> before = cluster.addresses();
            cluster.setPools(without);
            ledger = settle(cluster, parsed, ledger, before);
            cluster.setPools(Access.WRITE);
            ledger = settle(cluster, parsed, ledger, before);
        }
    }

    @Property(tries = 400)
    void noPlanMadeWithoutARightTakesAnAddressThatTheTwinDoesNotGiveUp(
            @ForAll("documents") List<String> documents, @ForAll List<Area> without, @ForAll Access left) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            Optional<ParsedDocument> parsed = parsed(version, document);
            Optional<Area> missing = without.stream().skip(version - 1).findFirst();
            Observed whole = cluster.observed();
            Map<ObjectRef, Address> stay = mustStay(cluster, ledger, planner.plan(parsed, whole, ledger));
            missing.ifPresent(area -> cluster.set(area, left));
            stay.keySet()
                    .retainAll(mustStay(cluster, ledger, planner.plan(parsed, cluster.observed(), ledger))
                            .keySet());
            ledger = settle(cluster, parsed, ledger, stay);
            missing.ifPresent(area -> cluster.set(area, whole.access(area)));
            ledger = settle(cluster, parsed, ledger, stay);
            cluster.addForeignService("foreign-" + version);
            cluster.balance();
            version++;
        }
    }

    @Property(tries = 150)
    void aServiceDeletedByHandComesBackWithItsAddress(@ForAll("documents") List<String> documents) {
        SimulatedCluster cluster = new SimulatedCluster();
        Optional<ParsedDocument> document = parsed(1, documents.get(0));
        Ledger ledger = settle(cluster, document, Ledger.EMPTY, Map.of());
        SortedMap<ObjectRef, Address> before = cluster.addresses();
        for (ObjectRef service : before.keySet()) {
            cluster.remove(service);
            ledger = settle(cluster, Optional.empty(), ledger, Map.of());
        }
        assertEquals(before, cluster.addresses());
    }

    @Property(tries = 150)
    void aLostLedgerDeletesNothingAndKeepsTheAddresses(@ForAll("documents") List<String> documents) {
        SimulatedCluster cluster = new SimulatedCluster();
        Optional<ParsedDocument> document = parsed(1, documents.get(0));
        Ledger unused = settle(cluster, document, Ledger.EMPTY, Map.of());
        SortedMap<ObjectRef, Address> before = cluster.addresses();

        cluster.remove(ObjectRef.configMap("module", LedgerText.NAME));
        Ledger again = settle(cluster, document, Ledger.EMPTY, before);

        assertEquals(before, cluster.addresses());
        assertTrue(again.reservations().values().stream()
                .allMatch(reservation -> !reservation.held() || before.containsValue(reservation.address())));
    }

    @Property(tries = 400)
    void noTierTakesAnAddressThatIsToStayFree(
            @ForAll("documents") List<String> documents,
            @ForAll @IntRange(max = 3) int keepFree,
            @ForAll @IntRange(max = 2) int foreignServices) {
        SimulatedCluster cluster = new SimulatedCluster();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (String document : documents) {
            // One that waits already takes the next address there is, whatever Fairlead plans.
            Set<ObjectRef> before = cluster.observed().stream("Service")
                    .filter(service -> service.body().text("spec", "type").equals(Optional.of("LoadBalancer")))
                    .map(LiveObject::ref)
                    .collect(Collectors.toSet());
            Set<ObjectRef> served = Set.copyOf(cluster.addresses().keySet());
            Optional<ParsedDocument> parsed =
                    parsed(version, document.replace("\"pools\"", "\"keepFree\":" + keepFree + ",\"pools\""));
            ledger = settle(cluster, parsed, ledger, Map.of());
            Network network = Parts.lastGood(ledger).networkOrNone();
            Set<Address> taken = new HashSet<>(cluster.addresses().values());
            long free = network.pools().values().stream()
                            .mapToLong(pool -> pool.size().longValueExact())
                            .sum()
                    - taken.stream()
                            .filter(address -> network.pools().values().stream().anyMatch(pool -> pool.gives(address)))
                            .count();
            SortedMap<ObjectRef, Address> anew = new TreeMap<>(cluster.addresses());
            anew.keySet().removeAll(before);
            anew.keySet().removeIf(service -> service.namespace().equals("foreign"));
            anew.values().removeIf(address -> network.pools().values().stream().noneMatch(pool -> pool.gives(address)));
            long toThoseThatWaited = cluster.addresses().keySet().stream()
                    .filter(service -> before.contains(service) && !served.contains(service))
                    .count();
            if (network.pools().values().stream().noneMatch(Pool::autoAssign)) {
                anew.clear(); // Those that name no pool are then MetalLB's to serve, as long as it still may.
            }
            assertTrue(
                    anew.isEmpty()
                            || free + toThoseThatWaited >= network.policy().keepFree(),
                    () -> free + " free of " + network + " after " + anew);
            if (version <= foreignServices) {
                cluster.addForeignService("foreign-" + version);
                cluster.balance();
            }
            version++;
        }
    }

    /** Cycles until nothing is left to do; the addresses of {@code mustStay} are looked at after every stage. */
    private Ledger settle(
            SimulatedCluster cluster,
            Optional<ParsedDocument> document,
            Ledger start,
            Map<ObjectRef, Address> mustStay) {
        Ledger ledger = start;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Planned planned = planner.plan(document, cluster.observed(), ledger);
            if (planned.plan().isEmpty()) {
                return planned.ledger();
            }
            planned.plan().stages().values().forEach(steps -> {
                steps.forEach(cluster::apply);
                cluster.balance();
                mustStay.forEach((service, address) -> assertEquals(
                        address,
                        cluster.addresses().get(service),
                        () -> service + " lost its address:\n" + planned.plan().print()));
            });
            ledger = planned.ledger();
        }
        return fail("still not done: "
                + planner.plan(document, cluster.observed(), ledger).plan().print());
    }

    /** The oracle: everybody's addresses, without those of tiers that an accepted document removes or asks to move. */
    private static Map<ObjectRef, Address> mustStay(SimulatedCluster cluster, Ledger ledger, Planned planned) {
        SortedMap<String, Tier> before = tiers(Parts.lastGood(ledger));
        SortedMap<String, Tier> after = tiers(planned.parts());
        return cluster.addresses().entrySet().stream()
                .filter(entry -> {
                    Tier was = before.get(entry.getKey().name());
                    Tier is = after.get(entry.getKey().name());
                    boolean asked = was != null
                            && (is == null
                                    || !is.isExternal()
                                    || !is.address().equals(was.address())
                                    || waitsForAnother(is, entry.getValue(), planned.parts())
                                    || !is.pool().equals(was.pool()));
                    return entry.getKey().namespace().equals("foreign") || !asked;
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the tier requests an address or a pool that {@code has} is not. */
    private static boolean waitsForAnother(Tier tier, Address has, Parts parts) {
        return tier.address().filter(named -> !named.equals(has)).isPresent()
                || tier.pool()
                        .flatMap(id -> Optional.ofNullable(
                                parts.networkOrNone().pools().get(id)))
                        .filter(pool -> !pool.addresses().contains(has))
                        .isPresent();
    }

    private static SortedMap<String, Tier> tiers(Parts parts) {
        SortedMap<String, Tier> tiers = new TreeMap<>();
        for (Kept<App> app : parts.apps().values()) {
            app.value().tiers().values().forEach(tier -> tiers.put(tier.objectName(), tier));
        }
        return tiers;
    }

    private static Optional<ParsedDocument> parsed(long version, String document) {
        return Optional.of(
                DesiredParser.parse(version, JsonParser.parseString(document).getAsJsonObject()));
    }

    @Provide
    Arbitrary<List<String>> documents() {
        Arbitrary<String> network = pool("a")
                .list()
                .ofMaxSize(1)
                .flatMap(a -> pool("b")
                        .list()
                        .ofMaxSize(1)
                        .map(b -> "\"network\":{\"services\":{\"pools\":{"
                                + String.join(
                                        ",",
                                        java.util.stream.Stream.concat(a.stream(), b.stream())
                                                .toList())
                                + "}}}"));
        Arbitrary<String> apps = Combinators.combine(app("x"), app("y"), app("z"))
                .as((x, y, z) -> "\"apps\":{"
                        + String.join(
                                ",",
                                java.util.stream.Stream.of(x, y, z)
                                        .filter(text -> !text.isEmpty())
                                        .toList())
                        + "}");
        Arbitrary<String> control = Arbitraries.of("", ",\"control\":{\"allowEmpty\":true}");
        return Combinators.combine(network, apps, control)
                .as((n, a, c) -> "{\"schema\":1," + n + "," + a + c + "}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<String> pool(String id) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 14),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(true, false))
                .as((first, more, auto) -> "\"" + id + "\":{\"addresses\":\"192.0.2." + first + "-192.0.2."
                        + (first + more) + "\",\"autoAssign\":" + auto + "}");
    }

    private static Arbitrary<String> app(String id) {
        Arbitrary<String> expose = Arbitraries.of(
                "\"expose\":\"external\"",
                "\"expose\":\"external\"",
                "\"expose\":\"external\",\"pool\":\"a\"",
                "\"expose\":\"external\",\"pool\":\"b\"",
                "\"expose\":\"external\",\"address\":\"192.0.2.5\"",
                "\"expose\":\"external\",\"address\":\"192.0.2.7\"",
                "\"expose\":\"internal\"");
        return Combinators.combine(expose, Arbitraries.of("nginx:1", "nginx:2"), Arbitraries.of(true, true, false))
                .as((how, image, there) ->
                        there ? "\"" + id + "\":{\"image\":\"" + image + "\",\"ports\":\"80\"," + how + "}" : "");
    }
}
