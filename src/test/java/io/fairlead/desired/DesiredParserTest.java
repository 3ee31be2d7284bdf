package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Advertise;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.DnsRecord;
import io.fairlead.model.Expose;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.PodNetwork;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolPolicy;
import io.fairlead.model.Port;
import io.fairlead.model.Problem;
import io.fairlead.model.Protocol;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import io.fairlead.model.TierId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Documents as a twin holds them, parsed: parts accepted and refused, every problem at once. */
class DesiredParserTest {

    private static final String TWO_TIERS = """
            {
              "schema": 1.0,
              "network": {
                "nodes": {"range": "10.126.75.200-10.126.75.202"},
                "services": {"manage": "own", "onShrink": "refuse", "keepFree": 0.0, "pools": {
                  "default": {"addresses": "10.126.75.206-10.126.75.210, 10.126.76.0/28", "avoidBuggyIPs": true},
                  "quiet": {"addresses": ["fd00::1-fd00::8"], "autoAssign": false, "advertise": "none"}}},
                "pods": {"cidr": "172.27.0.0/16", "change": "plan"},
                "clusterIps": {"cidr": "172.28.0.0/16"}
              },
              "apps": {
                "shop": {"tiers": {
                  "web": {"image": "mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine", "replicas": 2.0,
                          "expose": "external", "ports": "http=8080:80/tcp, 9090", "pool": "default",
                          "address": "10.126.75.207", "needs": "db", "env": {"LOG_LEVEL": " info "}},
                  "db": {"image": "postgres", "ports": ["pg=5432", "53/UDP"]}}},
                "worker": {"image": "localhost:5000/worker@sha256:0123456789012345678901234567890123456789012345678901234567890123"}
              },
              "control": {"paused": true, "reconcileNonce": "7", "allowEmpty": true, "takeOwnership": "", "rollbackTo": 0}
            }
            """;

    @Test
    void everySettingOfThisReleaseIsRead() {
        ParsedDocument parsed = parse(TWO_TIERS);

        assertEquals(List.of(), parsed.problems());
        assertEquals(12, parsed.version());
        Network network =
                assertInstanceOf(Part.Accepted.class, parsed.network()).value() instanceof Network n ? n : Network.NONE;
        assertEquals(
                new Network(
                        new TreeMap<>(Map.of(
                                "default",
                                new Pool(
                                        "default",
                                        AddressSet.of("10.126.75.206-10.126.75.210, 10.126.76.0-10.126.76.15"),
                                        true,
                                        true,
                                        Advertise.L2,
                                        List.of(),
                                        List.of()),
                                "quiet",
                                new Pool(
                                        "quiet",
                                        AddressSet.of("fd00::1-fd00::8"),
                                        false,
                                        false,
                                        Advertise.NONE,
                                        List.of(),
                                        List.of()))),
                        PoolPolicy.DEFAULT,
                        Optional.of(AddressSet.of("10.126.75.200-10.126.75.202")),
                        Optional.of(new PodNetwork(AddressRange.of("172.27.0.0/16"), false)),
                        Optional.of(AddressRange.of("172.28.0.0/16")),
                        Optional.empty(),
                        Optional.empty()),
                network);
        assertEquals(new Control(true, "7", true, new TreeSet<>(), 0), parsed.control());
        assertTrue(parsed.appsReadable());
        assertTrue(parsed.controlAccepted());
    }

    @Test
    void everySettingOfATierIsRead() {
        ParsedDocument parsed = parse(TWO_TIERS);

        assertEquals(
                TierBuilder.of("shop", "web")
                        .image("mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine")
                        .replicas(2)
                        .expose(
                                Expose.EXTERNAL,
                                List.of(
                                        new Port("http", 8080, 80, Protocol.TCP),
                                        new Port("tcp-9090", 9090, 9090, Protocol.TCP)))
                        .pool(Optional.of("default"))
                        .address(Optional.of(Address.of("10.126.75.207")))
                        .env(Map.of("LOG_LEVEL", " info "))
                        .needs(List.of("db"))
                        .build(),
                tier(parsed, "shop", "web"));
        assertEquals(
                List.of(new Port("pg", 5432, 5432, Protocol.TCP), new Port("udp-53", 53, 53, Protocol.UDP)),
                tier(parsed, "shop", "db").ports());
        assertEquals(Expose.INTERNAL, tier(parsed, "shop", "db").expose());
    }

    @Test
    void aShortFormAppHasOneTierOfItsOwnNameAndWithoutPortsNoService() {
        Tier worker = tier(parse(TWO_TIERS), "worker", "worker");

        assertEquals(new TierId("worker", "worker"), worker.id());
        assertEquals("worker", worker.objectName());
        assertEquals(1, worker.replicas());
        assertEquals(Expose.NONE, worker.expose());
    }

    @Test
    void aRefusedPartLeavesTheOthersAccepted() {
        ParsedDocument parsed = parse(TWO_TIERS.replace("\"postgres\"", "\"Postgres\""));

        assertEquals(List.of("apps.shop.tiers.db.image BadImage"), told(parsed));
        assertInstanceOf(Part.Refused.class, parsed.apps().get("shop"));
        assertInstanceOf(Part.Accepted.class, parsed.apps().get("worker"));
        assertInstanceOf(Part.Accepted.class, parsed.network());
    }

    @Test
    void aMissingSchemaRefusesEveryPartAndLetsNothingBeTakenForRemoved() {
        ParsedDocument parsed = parse("{}");

        assertEquals(List.of("schema MissingValue"), told(parsed));
        assertInstanceOf(Part.Refused.class, parsed.network());
        assertFalse(parsed.appsReadable());
        assertFalse(parsed.controlAccepted());
    }

    @Test
    void spacesAroundAValueAreNoPartOfItAndATierIsNeededOnce() {
        ParsedDocument parsed = parse("""
                {schema:1, network:{services:{pools:{p:{addresses:' 10.0.0.1 - 10.0.0.2 '}}}},
                 apps:{a:{tiers:{w:{image:' i ', expose:'external', ports:' http = 80 : 8080 / tcp ', pool:' p ',
                                    address:' 10.0.0.1 ', needs:' db ,db'},
                                 db:{image:'i'}}}}}
                """);
        Tier tier = tier(parsed, "a", "w");
        assertEquals("i", tier.image().toString());
        assertEquals(List.of(new Port("http", 80, 8080, Protocol.TCP)), tier.ports());
        assertEquals(Optional.of("p"), tier.pool());
        assertEquals(Optional.of(Address.of("10.0.0.1")), tier.address());
        assertEquals(List.of("db"), tier.needs());
    }

    @Test
    void aRecordsNameInFullIsTheSameAsBelowItsZone() {
        ParsedDocument parsed = parse("""
                {schema:1, network:{dns:{zone:'edge.local', records:{
                  a:{name:'printer', address:'10.0.0.9'}, b:{name:'scanner.edge.local', address:'10.0.0.8'}}}}}
                """);
        Network network =
                assertInstanceOf(Part.Accepted.class, parsed.network()).value() instanceof Network n ? n : Network.NONE;
        assertEquals(
                List.of("printer", "scanner"),
                network.dns().orElseThrow().records().values().stream()
                        .map(DnsRecord::name)
                        .toList());
    }

    @Test
    void aPausedThatCannotBeReadCountsAsTrue() {
        ParsedDocument parsed = parse("{schema:1, control:{paused:'no', allowEmpty:true, reconcileNonce:7}}");

        assertEquals(List.of("control.paused WrongType", "control.reconcileNonce WrongType"), told(parsed));
        assertEquals(new Control(true, "", true, new TreeSet<>(), 0), parsed.control());
        assertFalse(parsed.controlAccepted());
        assertEquals(Control.DEFAULT, parse("{schema:1}").control());
        assertEquals(Control.DEFAULT, parse("{schema:1, control:7}").control());
    }

    @Test
    void theHubsOwnKeysAreNoPartOfTheDocument() {
        ParsedDocument parsed = parse("{schema:1, $version:99, $metadata:{network:{}}}");

        assertEquals(List.of(), told(parsed));
        assertEquals(12, parsed.version());
        assertInstanceOf(Part.Absent.class, parsed.network());
    }

    @Test
    void aStoredTextThatIsNotAcceptedAnyMoreIsNone() {
        assertTrue(StoredParts.app("a", "{\"image\":\"nginx\"}").isPresent());
        assertEquals(Optional.empty(), StoredParts.app("a", "{\"image\":\"Nginx\"}"));
        assertEquals(Optional.empty(), StoredParts.app("a", "{"));
        assertEquals(Optional.empty(), StoredParts.app("a", "7"));
        assertEquals(Optional.empty(), StoredParts.network("{\"dns\":{}}"));
        assertEquals(Optional.of(Network.NONE), StoredParts.network("{}"));
    }

    @Test
    void theTextOfAPartIsItsJsonWithSortedKeysAndWholeNumbers() {
        ParsedDocument parsed = parse("{schema:1, apps:{a:{replicas:2.0, image:'i', env:{B:'1', A:'<2>'}}}}");

        assertEquals(
                "{\"env\":{\"A\":\"<2>\",\"B\":\"1\"},\"image\":\"i\",\"replicas\":2}",
                parsed.apps().get("a") instanceof Part.Accepted<App> accepted ? accepted.json() : "");
    }

    static ParsedDocument parse(String json) {
        return DesiredParser.parse(12, object(json));
    }

    static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    static List<String> told(ParsedDocument parsed) {
        return parsed.problems().stream()
                .map(problem -> problem.path() + " " + problem.code())
                .toList();
    }

    static List<Code> codes(ParsedDocument parsed) {
        return parsed.problems().stream().map(Problem::code).toList();
    }

    private static Tier tier(ParsedDocument parsed, String app, String tier) {
        Part<App> part = parsed.apps().get(app);
        if (part instanceof Part.Accepted<App> accepted) {
            Tier found = accepted.value().tiers().get(tier);
            if (found != null) {
                return found;
            }
        }
        throw new AssertionError(app + "/" + tier + " is not accepted: " + parsed.problems());
    }
}
