package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Pool;
import io.fairlead.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for every change of BGP, over random twins that follow one another: looked at after every single step, the
 * steps of a stage in any order, since they run side by side.
 */
class BgpPlanProperties {

    private static final int CYCLES = 8;

    private final Planner planner = new Planner(SimulatedCluster.SCOPE);

    @Property(tries = 300)
    void everyChangeEndsWithExactlyWhatTheTwinSays(@ForAll("twins") List<String> twins, @ForAll long seed) {
        Change change = new Change(new Random(seed));
        for (String twin : twins) {
            Network network = change.settle(twin);
            Optional<Bgp> bgp = network.bgp()
                    .filter(found -> network.pools().values().stream()
                            .anyMatch(pool -> pool.advertise().isBgp()));
            assertEquals(
                    bgp.map(found -> names(found.peers().keySet().stream())).orElse(Set.of()), change.names("BGPPeer"));
            assertEquals(
                    names(network.pools().values().stream()
                            .filter(pool -> pool.advertise().isBgp())
                            .map(Pool::id)),
                    change.names("BGPAdvertisement"));
            boolean bfd = bgp.stream()
                    .anyMatch(found -> found.peers().values().stream().anyMatch(peer -> peer.bfd()));
            assertEquals(bfd ? Set.of("fairlead-bfd") : Set.of(), change.names("BFDProfile"));
        }
    }

    @Property(tries = 150)
    void rightsThatGoAndComeTakeNothingAway(@ForAll("twins") List<String> twins, @ForAll long seed) {
        Change change = new Change(new Random(seed));
        for (String twin : twins) {
            change.settle(twin);
            Set<String> before = change.everyName();
            for (Access access : List.of(Access.NONE, Access.READ, Access.WRITE)) {
                change.cluster.set(Area.BGP, access);
                change.settle(twin);
                assertEquals(before, change.everyName());
            }
        }
    }

    /** A twin that follows another, and what must never be seen on the way. */
    private final class Change {

        private final SimulatedCluster cluster = new SimulatedCluster();
        private final Random random;
        private Ledger ledger = Ledger.EMPTY;
        private long version;

        private Change(Random random) {
            this.random = random;
        }

        private Network settle(String twin) {
            ParsedDocument document =
                    DesiredParser.parse(++version, JsonParser.parseString(twin).getAsJsonObject());
            Set<String> announced = announced();
            assertTrue(
                    document.network() instanceof Part.Accepted<Network>,
                    () -> document.problems().toString());
            Network network = ((Part.Accepted<Network>) document.network()).value();
            announced.retainAll(network.pools().values().stream()
                    .filter(pool -> pool.advertise().isL2() || pool.advertise().isBgp())
                    .map(Pool::objectName)
                    .collect(Collectors.toSet()));
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                Planned planned = planner.plan(Optional.of(document), cluster.observed(), ledger);
                assertFalse(planned.networkRefused(), () -> planned.problems().toString());
                if (planned.plan().isEmpty()) {
                    return network;
                }
                planned.plan().stages().values().forEach(steps -> carryOut(steps, announced));
                ledger = planned.ledger();
            }
            return fail("still not done: "
                    + planner.plan(Optional.of(document), cluster.observed(), ledger)
                            .plan()
                            .print());
        }

        private void carryOut(List<Step> steps, Set<String> announced) {
            List<Step> anyOrder = new ArrayList<>(steps);
            Collections.shuffle(anyOrder, random);
            for (Step step : anyOrder) {
                if (step instanceof Step.Delete && step.ref().kind().equals("BFDProfile")) {
                    assertFalse(
                            peers().anyMatch(peer -> peer.body().has("spec", "bfdProfile")),
                            "MetalLB refuses to delete a BFD profile that a session uses");
                }
                cluster.apply(step);
                sessionsFit();
                assertTrue(announced().containsAll(announced), () -> step + " ends an announcement that stays wanted");
            }
            cluster.balance();
        }

        /** What MetalLB in FRR mode asks of all sessions together. */
        private void sessionsFit() {
            List<String> routers = peers().flatMap(peer -> peer.body().text("spec", "peerAddress").stream())
                    .toList();
            assertEquals(
                    routers.size(), new HashSet<>(routers).size(), () -> "two sessions with one router: " + routers);
            Set<Long> local = peers().flatMap(peer -> peer.body().number("spec", "myASN").stream())
                    .collect(Collectors.toSet());
            assertTrue(local.size() <= 1, () -> "two AS numbers of its own: " + local);
        }

        private Stream<LiveObject> peers() {
            return cluster.observed().stream("BGPPeer");
        }

        private Set<String> announced() {
            Set<String> announced = new TreeSet<>(names("L2Advertisement"));
            announced.addAll(names("BGPAdvertisement"));
            return announced;
        }

        private Set<String> names(String kind) {
            return cluster.observed().stream(kind)
                    .map(object -> object.ref().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> everyName() {
            return Stream.of("BGPPeer", "BGPAdvertisement", "BFDProfile")
                    .flatMap(kind -> names(kind).stream().map(name -> kind + " " + name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> names(Stream<String> ids) {
        return ids.map(id -> "fairlead-" + id).collect(Collectors.toCollection(TreeSet::new));
    }

    @Provide
    Arbitrary<List<String>> twins() {
        Arbitrary<String> way = Arbitraries.of("l2", "bgp", "bgp", "both", "none");
        Arbitrary<List<String>> peers = Arbitraries.shuffle(List.of("a", "b", "c"))
                .flatMap(ids -> Arbitraries.integers()
                        .between(1, 3)
                        .flatMap(count -> Arbitraries.of(true, false)
                                .list()
                                .ofSize(count)
                                .map(bfd -> IntStream.range(0, count)
                                        .mapToObj(i -> peer(ids.get(i), i + 1, bfd.get(i)))
                                        .toList())));
        return Combinators.combine(way, way, peers, Arbitraries.of(64512, 64513), Arbitraries.of(true, true, false))
                .as(BgpPlanProperties::twin)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
    }

    private static String peer(String id, int router, boolean bfd) {
        return "\"" + id + "\":{\"address\":\"198.51.100." + router + "\",\"asn\":64999,\"bfd\":" + bfd + "}";
    }

    private static String twin(String p, String q, List<String> peers, int localAsn, boolean named) {
        boolean needed = Stream.of(p, q).anyMatch(way -> way.equals("bgp") || way.equals("both"));
        String bgp = needed || named
                ? ",\"bgp\":{\"localAsn\":" + localAsn + ",\"peers\":{" + String.join(",", peers) + "}}"
                : "";
        return "{\"schema\":1,\"network\":{\"services\":{\"pools\":{\"p\":{\"addresses\":\"192.0.2.1-192.0.2.4\","
                + "\"advertise\":\"" + p + "\"},\"q\":{\"addresses\":\"192.0.2.8\",\"advertise\":\"" + q + "\"}}}"
                + bgp
                + "},\"apps\":{\"x\":{\"image\":\"i\",\"expose\":\"external\",\"ports\":\"80\",\"pool\":\"p\"}}}";
    }
}
