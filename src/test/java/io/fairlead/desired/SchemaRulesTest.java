package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What keys ask of one another: over generated apps and records, the schema refuses exactly what the parser refuses for a key that
 * is missing or stands beside another.
 */
class SchemaRulesTest {

    private static final Set<Code> OF_RULES =
            Set.of(Code.UnknownKey, Code.WrongType, Code.MissingValue, Code.UnsupportedSetting, Code.BadName);

    /** The keys of a tier with values that are right by themselves, often enough also those that are not there to be found. */
    private static final Map<String, List<String>> TIER = Map.ofEntries(
            Map.entry("image", List.of("'nginx:1'", "'nginx:1'", "'nginx:1'", "'nginx:1'")),
            Map.entry("expose", List.of("'external'", "'internal'", "'none'")),
            Map.entry("ports", List.of("'80'", "['80']", "''", "' '", "[]")),
            Map.entry("pool", List.of("'p'")),
            Map.entry("address", List.of("'192.0.2.7'")),
            Map.entry("share", List.of("'s'")),
            Map.entry("trafficPolicy", List.of("'Cluster'")),
            Map.entry("env", List.of("{A:'1'}", "{}")),
            Map.entry("command", List.of("'run'")),
            Map.entry("args", List.of("['a']")),
            Map.entry(
                    "createOptions",
                    List.of("{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'80'}]}}}", "'{\"Env\":[\"A=1\"]}'")),
            Map.entry(
                    "probe",
                    List.of(
                            "{http:'/', port:'80'}",
                            "{http:'healthz', port:'80'}",
                            "{tcp:'80'}",
                            "{tcp:'80', http:'/'}",
                            "{tcp:'80', port:'80'}",
                            "{port:'80'}",
                            "{}")));

    private static final Map<String, List<String>> RECORD = Map.of(
            "name", List.of("'n'", "'n'"),
            "app", List.of("'shop'"),
            "tier", List.of("'shop'"),
            "address", List.of("'192.0.2.9'"));

    private static final Set<String> EXTERNAL = Set.of("pool", "address", "share", "trafficPolicy");

    private final ContractSchema schema = ContractSchema.load();

    @Property(tries = 3000)
    void ofATierAndOfAnAppWithItsKeys(
            @ForAll("tiers") JsonObject tier, @ForAll("tiers") JsonObject beside, @ForAll int form) {
        JsonObject app = tier;
        if (Math.floorMod(form, 3) > 0) {
            app = Math.floorMod(form, 3) == 1 ? new JsonObject() : beside.deepCopy();
            JsonObject tiers = new JsonObject();
            tiers.add("web", tier);
            app.add("tiers", tiers);
        }
        assertAlike(document("{services:{pools:{p:{addresses:'192.0.2.7'}}}}", "shop", app));
    }

    @Property(tries = 300)
    void ofARecord(@ForAll("records") JsonObject record) {
        String network =
                "{services:{pools:{p:{addresses:'192.0.2.7'}}}, dns:{zone:'edge.example', records:{r:" + record + "}}}";
        assertAlike(document(network, "shop", json("{image:'nginx:1', expose:'external', ports:'80'}")));
    }

    private void assertAlike(JsonObject document) {
        List<Problem> problems = DesiredParser.parse(1, document).problems().stream()
                .filter(problem -> OF_RULES.contains(problem.code()))
                .toList();
        assertEquals(
                problems.isEmpty(),
                schema.errors(document).isEmpty(),
                () -> document + "\n" + problems + "\n" + schema.errors(document));
    }

    @Provide
    Arbitrary<JsonObject> tiers() {
        return objects(TIER).filter(SchemaRulesTest::saysItself);
    }

    @Provide
    Arbitrary<JsonObject> records() {
        return objects(RECORD);
    }

    /** Whether create options make a tier external is in the options, where a schema does not look; nor what they say twice. */
    private static boolean saysItself(JsonObject tier) {
        boolean asked = EXTERNAL.stream().anyMatch(tier::has);
        JsonElement options = tier.get("createOptions");
        return options == null || !asked || options.isJsonObject();
    }

    private static Arbitrary<JsonObject> objects(Map<String, List<String>> values) {
        List<Arbitrary<List<String>>> keys = new ArrayList<>();
        values.forEach((key, choices) -> {
            List<List<String>> entries = new ArrayList<>();
            choices.forEach(choice -> entries.add(List.of(key, choice)));
            while (entries.size() < choices.size() * (key.equals("image") || key.equals("name") ? 1.2 : 2.5)) {
                entries.add(List.of());
            }
            keys.add(Arbitraries.of(entries));
        });
        return Combinators.combine(keys).as(entries -> {
            JsonObject object = new JsonObject();
            entries.stream()
                    .filter(entry -> !entry.isEmpty())
                    .forEach(entry -> object.add(entry.get(0), JsonParser.parseString(entry.get(1))));
            return object;
        });
    }

    private static JsonObject document(String network, String id, JsonObject app) {
        JsonObject document = json("{schema:1, network:" + network + ", apps:{}}");
        document.getAsJsonObject("apps").add(id, app);
        return document;
    }

    private static JsonObject json(String relaxed) {
        return JsonParser.parseString(relaxed).getAsJsonObject();
    }
}
