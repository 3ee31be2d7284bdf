package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Tier;
import io.fairlead.network.metallb.MetalLb;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a tier may start. */
class TierStartTest {

    private final SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();

    private TierStartTest has(String json) {
        LiveObject object = Live.of(json);
        objects.put(object.ref(), object);
        return this;
    }

    private TierStartTest deployment(String name, String image, int available) {
        return has("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'" + name + "','namespace':'apps'},"
                + "'spec':{'template':{'spec':{'containers':[{'image':'" + image + "'}]}}},"
                + "'status':{'availableReplicas':" + available + "}}");
    }

    private TierStartTest endpoint(String service) {
        return has("{'apiVersion':'discovery.k8s.io/v1','kind':'EndpointSlice','metadata':{'name':'" + service
                + "-1','namespace':'apps','labels':{'kubernetes.io/service-name':'" + service + "'}},"
                + "'endpoints':[{'addresses':['172.27.0.9']}]}");
    }

    private Optional<String> waitsFor(String db) {
        App app = Stored.app("shop", "{'tiers':{'web':{'image':'a:1','needs':'db'},'db':" + db + "}}")
                .orElseThrow();
        Tier web = Optional.ofNullable(app.tiers().get("web")).orElseThrow();
        Observed observed = new Observed(objects, Map.of(), Map.of(), MetalLb.CRD, "v1.37.0");
        return TierStart.waitsFor(web, app, "apps", observed)
                .map(tier -> tier.id().tier());
    }

    private static final String DB = "{'image':'db:1','ports':'5432'}";

    @Test
    void aTierWaitsUntilWhatItNeedsHasAPodThatServes() {
        assertEquals(Optional.of("db"), waitsFor(DB));
        assertEquals(
                Optional.of("db"),
                deployment("shop-db", "db:1", 0).endpoint("shop-db").waitsFor(DB));
        assertEquals(Optional.empty(), deployment("shop-db", "db:1", 1).waitsFor(DB));
    }

    @Test
    void anAvailablePodWithoutAnEndpointDoesNotServe() {
        assertEquals(Optional.of("db"), deployment("shop-db", "db:1", 1).waitsFor(DB));
    }

    @Test
    void aTierWithoutAServiceNeedsNoEndpoint() {
        assertEquals(Optional.empty(), deployment("shop-db", "db:1", 1).waitsFor("{'image':'db:1'}"));
    }

    @Test
    void anotherImageIsNotWhatIsNeeded() {
        assertEquals(
                Optional.of("db"),
                deployment("shop-db", "db:0", 1).endpoint("shop-db").waitsFor(DB));
    }

    @Test
    void aTierThatIsStoppedOnPurposeKeepsNobody() {
        assertEquals(Optional.empty(), waitsFor("{'image':'db:1','ports':'5432','replicas':0}"));
    }

    @Test
    void aTierThatIsThereIsNotTakenAwayWhenWhatItNeedsFails() {
        assertEquals(Optional.empty(), deployment("shop-web", "a:1", 0).waitsFor(DB));
    }
}
