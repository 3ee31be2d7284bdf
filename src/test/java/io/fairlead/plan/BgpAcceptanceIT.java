package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Access;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.Network;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Path;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.rig.MetalLbCheck;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated settings of BGP, right and wrong, are given to Fairlead and to MetalLB's own code: what Fairlead accepts and
 * writes, MetalLB accepts.
 */
@NeedsRig
class BgpAcceptanceIT {

    private static final int SETTINGS = 1500;
    private static final Gson GSON = new Gson();

    private final Planner planner = new Planner(SimulatedCluster.SCOPE);

    @ParameterizedTest
    @EnumSource
    void whatFairleadAcceptsMetalLbAccepts(Regime regime) {
        Settings settings = new Settings(new Random(20_260_101));
        int accepted = 0;
        int refusedByBoth = 0;
        int refusedByFairleadAlone = 0;
        try (MetalLbCheck metalLb = MetalLbCheck.of(regime)) {
            for (int i = 0; i < SETTINGS; i++) {
                JsonObject document = settings.next();
                Optional<JsonElement> written = written(regime, document);
                if (written.isPresent()) {
                    accepted++;
                    assertEquals("ok", metalLb.ask("frr", written.get()), () -> document + " became " + written.get());
                    if (isForNativeMode(document)) {
                        assertEquals(
                                "ok",
                                metalLb.ask("native", written.get()),
                                () -> document + " became " + written.get());
                    }
                } else if (metalLb.ask("frr", asItStands(regime, document)).equals("ok")) {
                    refusedByFairleadAlone++;
                } else {
                    refusedByBoth++;
                }
            }
        }
        String seen = accepted + " accepted, " + refusedByBoth + " refused by both, " + refusedByFairleadAlone
                + " refused by Fairlead alone";
        assertTrue(accepted > 200 && refusedByBoth > 200, seen);
    }

    /** What Fairlead would write for MetalLB, empty where it refuses. */
    private Optional<JsonElement> written(Regime regime, JsonObject document) {
        ParsedDocument parsed = DesiredParser.parse(1, document);
        if (!(parsed.network() instanceof Part.Accepted<Network>)) {
            return Optional.empty();
        }
        Planned planned = planner.plan(Optional.of(parsed), cluster(regime), Ledger.EMPTY);
        if (planned.networkRefused()) {
            return Optional.empty();
        }
        assertTrue(planned.problems().isEmpty(), () -> planned.problems().toString());
        List<Step> steps = planned.plan().stages().values().stream()
                .flatMap(List::stream)
                .filter(step -> step.part().equals(Path.NETWORK))
                .toList();
        if (regime == Regime.CONFIG_MAP) {
            Step.Patch patch = (Step.Patch) steps.get(0);
            assertEquals(1, steps.size());
            return Optional.of(
                    new JsonPrimitive(patch.fields().text("data", "config").orElseThrow()));
        }
        JsonArray objects = new JsonArray();
        steps.stream()
                .map(Step.Apply.class::cast)
                .forEach(step ->
                        objects.add(GSON.toJsonTree(step.manifest().body().map())));
        return Optional.of(objects);
    }

    private static Observed cluster(Regime regime) {
        if (regime == Regime.CRD) {
            return new SimulatedCluster().observed();
        }
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, MetalLb.UNSEEN);
        cluster.add(new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "config", "namespace", "metallb-system"),
                "data",
                Map.of("config", ""))));
        return ConfigMapRegime.view(cluster.observed(), "metallb-system");
    }

    /** The sessions of a document that Fairlead refuses, as somebody would write them for MetalLB who checks nothing. */
    private static JsonElement asItStands(Regime regime, JsonObject document) {
        JsonObject bgp = document.getAsJsonObject("network").getAsJsonObject("bgp");
        JsonArray objects = new JsonArray();
        JsonArray items = new JsonArray();
        for (Map.Entry<String, JsonElement> entry : bgp.getAsJsonObject("peers").entrySet()) {
            JsonObject peer = entry.getValue().getAsJsonObject();
            JsonObject spec = new JsonObject();
            JsonObject item = new JsonObject();
            both(spec, "myASN", item, "my-asn", bgp.get("localAsn"));
            both(spec, "peerASN", item, "peer-asn", peer.get("asn"));
            both(spec, "peerAddress", item, "peer-address", peer.get("address"));
            both(spec, "peerPort", item, "peer-port", peer.get("port"));
            if (peer.has("holdTime")) {
                both(spec, "holdTime", item, "hold-time", new JsonPrimitive(peer.get("holdTime") + "s"));
            }
            JsonObject object = new JsonObject();
            object.addProperty("kind", "BGPPeer");
            object.add("metadata", GSON.toJsonTree(Map.of("name", entry.getKey())));
            object.add("spec", spec);
            objects.add(object);
            items.add(item);
        }
        JsonObject text = new JsonObject(); // JSON is YAML.
        text.add("peers", items);
        return regime == Regime.CRD ? objects : new JsonPrimitive(text.toString());
    }

    private static void both(JsonObject spec, String key, JsonObject item, String keyThere, JsonElement value) {
        if (value != null) {
            spec.add(key, value);
            item.add(keyThere, value);
        }
    }

    /** In native mode MetalLB has neither BFD nor IPv6. */
    private static boolean isForNativeMode(JsonObject document) {
        return !document.toString().contains("\"bfd\":true")
                && !document.toString().contains("2001:db8:");
    }

    /** Documents around the edges of what is allowed. */
    private record Settings(Random random) {

        JsonObject next() {
            JsonObject pools = new JsonObject();
            pools.add("first", pool("192.0.2.1-192.0.2.9, 192.0.2.32/28", "bgp"));
            if (random.nextInt(3) == 0) {
                pools.add("second", pool(any("192.0.2.64/29", "2001:db8::/120"), any("l2", "bgp", "both", "none")));
            }
            JsonObject peers = new JsonObject();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                peers.add("tor" + i, peer());
            }
            JsonObject bgp = new JsonObject();
            bgp.addProperty("localAsn", asn());
            bgp.add("peers", peers);
            JsonObject services = new JsonObject();
            services.add("pools", pools);
            JsonObject network = new JsonObject();
            network.add("services", services);
            network.add("bgp", bgp);
            JsonObject document = new JsonObject();
            document.addProperty("schema", 1);
            document.add("network", network);
            return document;
        }

        private JsonObject pool(String addresses, String advertise) {
            JsonObject pool = new JsonObject();
            pool.addProperty("addresses", addresses);
            pool.addProperty("advertise", advertise);
            return pool;
        }

        private JsonObject peer() {
            JsonObject peer = new JsonObject();
            peer.addProperty("address", address());
            peer.addProperty("asn", asn());
            if (random.nextInt(3) == 0) {
                peer.addProperty("port", anyOf(1, 179, 1179, 16_384, 16_384, 16_385, 0, -1, 65_536));
            }
            if (random.nextInt(3) == 0) {
                peer.addProperty("holdTime", anyOf(0, 3, 15, 90, 65_535, 3_600, 1, 2, -3));
            }
            if (random.nextInt(6) == 0) {
                peer.addProperty("bfd", random.nextBoolean());
            }
            if (random.nextInt(8) == 0) {
                peer.addProperty("passwordSecret", any("tor-bgp", "tor.bgp", "Tor_BGP"));
            }
            return peer;
        }

        private String address() {
            return random.nextInt(8) > 0
                    ? "198.51.100." + (1 + random.nextInt(20))
                    : any(
                            "2001:db8:1::1",
                            "2001:db8:1::0:2",
                            "198.51.100.300",
                            "router",
                            "198.51.100.0/24",
                            "127.0.0.1",
                            "");
        }

        private long asn() {
            return random.nextInt(6) > 0
                    ? anyOf(64_512, 64_513, 64_512, 64_513, 1, 65_534, 131_072, 4_294_967_294L)
                    : anyOf(0, -1, 65_535, 65_536, 131_071, 4_294_967_295L, 4_294_967_296L);
        }

        private String any(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private long anyOf(long... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
