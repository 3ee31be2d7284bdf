package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Tier;
import io.fairlead.plan.target.Parts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tiers that come to share an address, part, and exchange ports; the pool has an address for each. */
class ShareProperties {

    private static final int CYCLES = 30;
    private static final String POOL =
            "\"network\":{\"services\":{\"pools\":{\"a\":{\"addresses\":\"192.0.2.1-192.0.2.9\"}}}}";

    private final Planner planner = new Planner(SimulatedCluster.SCOPE);

    @Property(tries = 300)
    void sharersHaveOneAddressAndNobodyElseHasIt(@ForAll("documents") List<List<String>> documents) {
        SimulatedCluster cluster = new SimulatedCluster();
        cluster.lookOnce();
        Ledger ledger = Ledger.EMPTY;
        long version = 1;
        for (List<String> document : documents) {
            ledger = settle(cluster, parsed(version++, document), ledger);
            Map<String, Set<Address>> byWho = new HashMap<>();
            for (Tier tier : tiers(Parts.lastGood(ledger)).values()) {
                String who = tier.share().orElse("alone: " + tier.id());
                for (String service : tier.services().keySet()) {
                    Optional<Address> address =
                            Optional.ofNullable(cluster.addresses().get(ObjectRef.service("apps", service)));
                    assertTrue(address.isPresent(), () -> service + " has no address after " + document);
                    byWho.computeIfAbsent(who, any -> new HashSet<>()).add(address.get());
                }
            }
            Set<Address> all = new HashSet<>();
            byWho.forEach((who, addresses) -> {
                assertEquals(1, addresses.size(), () -> who + " has " + addresses);
                assertTrue(all.addAll(addresses), () -> who + " is not alone at " + addresses);
            });
            assertEquals(all, new HashSet<>(cluster.addresses().values()));
        }
    }

    /** Looks after every step of every plan. */
    private Ledger settle(SimulatedCluster cluster, Optional<ParsedDocument> document, Ledger start) {
        Ledger ledger = start;
        Map<ObjectRef, Address> mustStay =
                mustStay(cluster, ledger, planner.plan(document, cluster.observed(), ledger));
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Planned planned = planner.plan(document, cluster.observed(), ledger);
            if (planned.plan().isEmpty()) {
                return planned.ledger();
            }
            mustStay.keySet().retainAll(mustStay(cluster, ledger, planned).keySet());
            planned.plan().stages().values().stream().flatMap(List::stream).forEach(step -> {
                cluster.apply(step);
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

    /** Who asks for what it asked for before keeps its address, whoever comes to share it or leaves. */
    private static Map<ObjectRef, Address> mustStay(SimulatedCluster cluster, Ledger ledger, Planned planned) {
        SortedMap<String, Tier> before = tiers(Parts.lastGood(ledger));
        SortedMap<String, Tier> after = tiers(planned.parts());
        Map<ObjectRef, Address> stay = new HashMap<>(cluster.addresses());
        stay.keySet().removeIf(service -> {
            String app = service.name().replaceAll("-.*", "");
            Tier was = before.get(app);
            Tier is = after.get(app);
            return was == null
                    || is == null
                    || !is.share().equals(was.share())
                    || !is.ports().equals(was.ports())
                    || sharers(after, is).anyMatch(tier -> tier.address().isPresent());
        });
        return stay;
    }

    private static Stream<Tier> sharers(SortedMap<String, Tier> tiers, Tier of) {
        return tiers.values().stream()
                .filter(tier -> tier.equals(of)
                        || (tier.share().isPresent() && tier.share().equals(of.share())));
    }

    private static SortedMap<String, Tier> tiers(Parts parts) {
        SortedMap<String, Tier> tiers = new TreeMap<>();
        parts.apps()
                .values()
                .forEach(app -> app.value().tiers().values().forEach(tier -> tiers.put(tier.objectName(), tier)));
        return tiers;
    }

    private static Optional<ParsedDocument> parsed(long version, List<String> apps) {
        String text = "{\"schema\":1," + POOL + ",\"apps\":{" + String.join(",", apps)
                + "},\"control\":{\"allowEmpty\":true}}";
        return Optional.of(
                DesiredParser.parse(version, JsonParser.parseString(text).getAsJsonObject()));
    }

    @Provide
    Arbitrary<List<List<String>>> documents() {
        return Combinators.combine(app("v", 80), app("x", 81), app("y", 82), app("z", 83))
                .as((v, x, y, z) ->
                        Stream.of(v, x, y, z).filter(app -> !app.isEmpty()).collect(Collectors.toList()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    /** Mostly with a port of its own, else with one that another may have, or with two protocols. */
    private static Arbitrary<String> app(String id, int port) {
        return Combinators.combine(
                        Arbitraries.of("", "", "k", "k", "l"),
                        Arbitraries.of(port + "", port + "", "80", "81", port + "," + port + "/UDP"),
                        Arbitraries.of("", "", "", "", ",\"address\":\"192.0.2.5\"", ",\"address\":\"192.0.2.1\""),
                        Arbitraries.of(true, true, true, false))
                .as((share, ports, address, there) -> !there
                        ? ""
                        : "\"" + id + "\":{\"image\":\"i\",\"expose\":\"external\",\"ports\":\"" + ports + "\""
                                + (share.isEmpty() ? "" : ",\"share\":\"" + share + "\"") + address + "}");
    }
}
