package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.desired.DesiredParser;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.OnShrink;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Pool;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.balancers.Balancers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Pools that are renumbered under running Services, the module killed before any step, MetalLB looking after each. */
class RenumberProperties {

    private static final int CYCLES = 60;
    private static final List<String> TIERS = List.of("x", "y", "z");

    /** What is deleted by hand before a change. */
    enum Hand {
        NOTHING,
        SERVICE,
        POOL
    }

    /** What is sent, one after the other. */
    record Change(String pools, OnShrink onShrink, Hand deletes, boolean foreignComes, boolean foreignGoes) {}

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void noServiceLosesItsAddressUnaskedAndEachChangeEnds(
            @ForAll("changes") List<Change> changes,
            @ForAll("kills") List<Integer> killsAfter,
            @ForAll @IntRange(max = 2) int others) {
        new Run(killsAfter, others).run(changes);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> pools = Combinators.combine(range(), range(), Arbitraries.of(true, true, false))
                .as((a, b, both) ->
                        "\"a\":{\"addresses\":\"" + a + "\"}" + (both ? "" : ",\"b\":{\"addresses\":\"" + b + "\"}"));
        return Combinators.combine(
                        pools,
                        Arbitraries.of(OnShrink.DRAIN, OnShrink.REASSIGN, OnShrink.REASSIGN, OnShrink.REFUSE),
                        Arbitraries.of(Hand.NOTHING, Hand.NOTHING, Hand.SERVICE, Hand.POOL),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(true, true, false))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    /** Mostly a whole run of kills, so that some hit each step. */
    @Provide
    Arbitrary<List<Integer>> kills() {
        return Arbitraries.of(0, 1, 1, 2, 3, 4, 99).list().ofMaxSize(30);
    }

    private static Arbitrary<String> range() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(2, 8))
                .as((first, more) -> "192.0.2." + first + "-192.0.2." + (first + more));
    }

    /** One try: a property's fields live through all of them. */
    private static final class Run {

        private final Planner planner = new Planner(SimulatedCluster.SCOPE);
        private final SimulatedCluster cluster = new SimulatedCluster();
        private Ledger ledger = Ledger.EMPTY;
        private Optional<ParsedDocument> document = Optional.empty();
        private Planned last = planner.plan(document, cluster.observed(), ledger);
        private Iterator<Integer> kills = List.<Integer>of().iterator();
        private OnShrink onShrink = OnShrink.REFUSE;
        private long version;
        private int foreign;
        private final List<Integer> killsAfter;
        private final int others;

        Run(List<Integer> killsAfter, int others) {
            this.killsAfter = killsAfter;
            this.others = others;
        }

        void run(List<Change> changes) {
            cluster.add(Course.READY_NODE);
            send("\"a\":{\"addresses\":\"192.0.2.1-192.0.2.6\"}", OnShrink.REFUSE);
            settle();
            for (int i = 0; i < others; i++) {
                addForeign();
            }
            kills = killsAfter.iterator();
            for (Change change : changes) {
                if (change.foreignGoes()) {
                    removeForeign();
                }
                if (change.foreignComes()) { // Before the module looks again.
                    addForeign();
                }
                settle();
                delete(change.deletes());
                send(change.pools(), change.onShrink());
                settle();
                assertTheEndIsWhatTheTwinSays();
            }
        }

        private void send(String pools, OnShrink how) {
            onShrink = how;
            String apps = TIERS.stream()
                    .map(id -> "\"" + id + "\":{\"image\":\"i\",\"ports\":\"80\",\"expose\":\"external\"}")
                    .collect(Collectors.joining(","));
            document = Optional.of(DesiredParser.parse(
                    ++version,
                    JsonParser.parseString("{\"schema\":1,\"network\":{\"services\":{\"onShrink\":\""
                                    + how.name().toLowerCase(java.util.Locale.ROOT) + "\",\"pools\":{" + pools
                                    + "}}},\"apps\":{" + apps + "}}")
                            .getAsJsonObject()));
        }

        private void addForeign() {
            SortedMap<ObjectRef, Address> before = cluster.addresses();
            AddressSet retired = retired();
            cluster.addForeignService("foreign-" + ++foreign);
            cluster.balance();
            cluster.addresses().forEach((service, address) -> {
                if (!before.containsKey(service)) {
                    assertTrue(!retired.contains(address), () -> service + " got " + address + " of the retired part");
                }
            });
        }

        /** What is deleted by hand comes back, and the tiers have their addresses again. */
        private void delete(Hand what) {
            String kind = what == Hand.POOL ? "IPAddressPool" : "Service";
            String namespace = what == Hand.POOL ? "metallb-system" : "apps";
            SortedMap<ObjectRef, Address> before = ofTiers();
            boolean othersWait = cluster.observed().stream("Service") // Whoever waits takes at once what falls free.
                    .anyMatch(service -> service.ref().namespace().equals("foreign")
                            && !cluster.addresses().containsKey(service.ref()));
            if (what != Hand.NOTHING && !othersWait) {
                cluster.observed().stream(kind)
                        .map(LiveObject::ref)
                        .filter(ref -> ref.namespace().equals(namespace))
                        .findFirst()
                        .ifPresent(cluster::remove);
                settle();
                if (onShrink != OnShrink.REASSIGN) { // What stood in its way may be gone with the pool.
                    assertEquals(before, ofTiers());
                }
            }
        }

        private SortedMap<ObjectRef, Address> ofTiers() {
            SortedMap<ObjectRef, Address> addresses = cluster.addresses();
            addresses.keySet().removeIf(service -> !service.namespace().equals("apps"));
            return addresses;
        }

        private void removeForeign() {
            cluster.observed().stream("Service")
                    .map(LiveObject::ref)
                    .filter(ref -> ref.namespace().equals("foreign"))
                    .findFirst()
                    .ifPresent(cluster::remove);
        }

        /** What the live pools hold beyond what the network part in force gives out. */
        private AddressSet retired() {
            AddressSet live = cluster.observed().stream("IPAddressPool")
                    .flatMap(pool -> pool.body().texts("spec", "addresses").stream())
                    .map(text -> AddressSet.of(AddressRange.of(text)))
                    .reduce(AddressSet.EMPTY, AddressSet::union);
            return live.minus(given());
        }

        private AddressSet given() {
            return inForce().pools().values().stream().map(Pool::addresses).reduce(AddressSet.EMPTY, AddressSet::union);
        }

        private Network inForce() {
            return last.parts().networkOrNone();
        }

        private void settle() {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                last = planner.plan(document, cluster.observed(), ledger);
                if (last.plan().isEmpty()) {
                    ledger = last.ledger();
                    return;
                }
                List<Step> steps = last.plan().steps();
                int done = kills.hasNext() ? Math.min(kills.next(), steps.size()) : steps.size();
                steps.subList(0, done).forEach(this::carryOut);
                ledger = done == steps.size() ? last.ledger() : kept();
            }
            fail("still not done: "
                    + planner.plan(document, cluster.observed(), ledger).plan().print());
        }

        /** What a module that starts again reads. */
        private Ledger kept() {
            return cluster.observed()
                    .find(ObjectRef.configMap("module", LedgerText.NAME))
                    .flatMap(LedgerText::read)
                    .orElse(Ledger.EMPTY);
        }

        private void carryOut(Step step) {
            SortedMap<ObjectRef, Address> before = cluster.addresses();
            List<ObjectRef> onTheWay = inFlight();
            cluster.apply(step);
            cluster.balance();
            SortedMap<ObjectRef, Address> after = cluster.addresses();
            before.forEach((service, address) -> {
                if (!Optional.of(address).equals(Optional.ofNullable(after.get(service)))) {
                    assertWasAsked(service, address, after);
                    assertEquals(List.of(), onTheWay, "one at a time");
                }
            });
        }

        private void assertWasAsked(ObjectRef service, Address address, SortedMap<ObjectRef, Address> after) {
            assertTrue(
                    service.namespace().equals("apps")
                            && inForce().policy().onShrink() == OnShrink.REASSIGN
                            && !poolOf(address)
                                    .map(Pool::addresses)
                                    .orElse(AddressSet.EMPTY)
                                    .contains(address)
                            && after.containsKey(service)
                            && given().contains(Objects.requireNonNull(after.get(service))),
                    () -> service + " lost " + address + " and has " + after.get(service) + ":\n"
                            + last.plan().print());
        }

        /** The twin's pool of the live object that holds an address. */
        private Optional<Pool> poolOf(Address address) {
            return cluster.observed().stream("IPAddressPool")
                    .filter(pool -> pool.body().texts("spec", "addresses").stream()
                            .anyMatch(text -> AddressRange.of(text).contains(address)))
                    .flatMap(pool -> Stream.ofNullable(
                            inForce().pools().get(pool.ref().name().substring(Pool.PREFIX.length()))))
                    .findFirst();
        }

        /** The tiers whose Service asks for another address than it has. */
        private List<ObjectRef> inFlight() {
            List<ObjectRef> services = new ArrayList<>();
            for (LiveObject service : cluster.observed().ofKind("Service")) {
                Optional<Address> asks = Balancers.asked(service.body()).findFirst();
                Optional<Address> has =
                        AddressUse.of(service).map(AddressUse::address).findFirst();
                if (asks.isPresent() && !asks.equals(has)) {
                    services.add(service.ref());
                }
            }
            return services;
        }

        private void assertTheEndIsWhatTheTwinSays() {
            SortedMap<String, AddressSet> wanted = new TreeMap<>();
            AddressSet used = new AddressSet(cluster.addresses().values().stream()
                    .map(address -> new AddressRange(address, address))
                    .toList());
            inForce().pools().forEach((id, pool) -> wanted.put(id, pool.addresses()));
            for (LiveObject object : cluster.observed().ofKind("IPAddressPool")) {
                AddressSet live = new AddressSet(object.body().texts("spec", "addresses").stream()
                        .map(AddressRange::of)
                        .toList());
                AddressSet gives =
                        wanted.getOrDefault(object.ref().name().substring(Pool.PREFIX.length()), AddressSet.EMPTY);
                assertTrue(used.containsAll(live.minus(gives)), () -> object + " still has " + live.minus(gives));
            }
            assertTrue(retired().minus(used).isEmpty());
            boolean reassigned = inForce().policy().onShrink() == OnShrink.REASSIGN
                    && last.problems().isEmpty();
            if (reassigned) {
                cluster.addresses()
                        .forEach((service, address) -> assertTrue(
                                service.namespace().equals("foreign")
                                        || poolOf(address).isPresent(),
                                () -> service + " still has " + address));
                assertEquals(List.of(), inFlight());
            }
            if (last.network().draining().isEmpty()) {
                assertEquals(AddressSet.EMPTY, retired());
            }
        }
    }
}
