package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.Fields;
import io.fairlead.model.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may reach an internal tier. */
class TierPolicyTest {

    private static final String TIERS = "'web':{'image':'a:1','ports':'80','expose':'external','needs':'db'},"
            + "'jobs':{'image':'a:1','needs':'db'},"
            + "'db':{'image':'a:1','ports':'pg=5432,stats=9000:5432,dns=53/UDP'},"
            + "'cache':{'image':'a:1','ports':'6379'}";

    private static Optional<Fields> spec(String tier, String more) {
        App app = Stored.app("shop", "{'tiers':{" + TIERS + "}" + more + "}").orElseThrow();
        return TierPolicy.networkPolicy(tier(app, tier), app, "apps")
                .map(manifest -> manifest.body().at("spec"));
    }

    private static Tier tier(App app, String id) {
        return Optional.ofNullable(app.tiers().get(id)).orElseThrow();
    }

    private static Map<String, Object> peer(Map<String, Object> labels) {
        return Map.of("podSelector", Map.of("matchLabels", labels));
    }

    private static Map<String, Object> tierPeer(String name) {
        return peer(Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "shop"));
    }

    @Test
    void aTierThatIsNeededAdmitsExactlyThoseThatNeedItOnItsContainerPorts() {
        Fields spec = spec("db", "").orElseThrow();

        assertEquals(
                Map.of("app.kubernetes.io/name", "shop-db", "app.kubernetes.io/part-of", "shop"),
                spec.at("podSelector", "matchLabels").map());
        assertEquals(List.of("Ingress"), spec.texts("policyTypes"));
        assertEquals(
                new Fields(Map.of(
                        "from",
                        List.of(tierPeer("shop-jobs"), tierPeer("shop-web")),
                        "ports",
                        List.of(Map.of("port", 5432, "protocol", "TCP"), Map.of("port", 53, "protocol", "UDP")))),
                spec.each("ingress").get(0));
    }

    @Test
    void aTierThatNobodyNeedsAdmitsItsOwnApp() {
        assertEquals(
                List.of(new Fields(peer(Map.of("app.kubernetes.io/part-of", "shop")))),
                spec("cache", "").orElseThrow().each("ingress").get(0).each("from"));
    }

    @Test
    void tiersThatAreExternalOrHaveNoServiceAndAppsThatAreOpenHaveNoPolicy() {
        assertEquals(Optional.empty(), spec("web", ""));
        assertEquals(Optional.empty(), spec("jobs", ""));
        assertEquals(Optional.empty(), spec("db", ",'isolate':false"));
    }
}
