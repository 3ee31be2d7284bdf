package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.loop.Cluster;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects on which others have written more than the module has use for, or memory. */
class LargeObjectsTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int MANY = 250;

    private final ApiServerStandIn api = ApiServerStandIn.start();
    private final KubeCluster cluster = new KubeCluster(
            new KubeOptions(
                    Optional.of(api.kubeconfig()), Set.of("fairlead"), "fairlead", KubeOptions.METALLB_NAMESPACE),
            () -> {});

    @AfterEach
    void end() {
        cluster.close();
        api.close();
    }

    @Test
    void allObjectsAreReadPageByPageWithoutTheAnnotationsOfOthers() {
        for (int number = 0; number < MANY; number++) {
            create(service(
                    "s" + number, "annotations", Map.of("example.com/a", "x".repeat(1000), "metallb.io/b", "c")));
        }
        cluster.start();
        Observed seen = awaitSeen();
        assertEquals(
                MANY,
                seen.stream("Service")
                        .filter(s -> s.ref().name().startsWith("s"))
                        .count());
        LiveObject one = seen.find(ObjectRef.service("default", "s7")).orElseThrow();
        assertEquals(
                Map.of("metallb.io/b", "c"),
                one.body().at("metadata", "annotations").map());
        assertFalse(one.others().toString().contains("example.com"), one.others()::toString);
        assertTrue(one.others().toString().contains("metallb.io/b"), one.others()::toString);
        assertTrue(api.requests().count("list", "services") >= 3, "the list came in pages");
    }

    @Test
    void anObjectThatIsTooLargeCostsItsAreaAloneUntilItIsGone() {
        create(service("big", "labels", Map.of("a", "b")));
        cluster.start();
        Observed before = awaitSeen();
        assertEquals(Access.READ, before.access(Area.SERVICES));
        api.change("v1", "Service", "default", "big", object -> {
            JsonObject all = object.getAsJsonObject("metadata").getAsJsonObject("labels");
            for (int number = 0; number < 10_000; number++) {
                all.addProperty("label-" + number, "v".repeat(60));
            }
        });
        Eventually.holds("the area is lost", SOON, () -> seen().access(Area.SERVICES) == Access.NONE);
        assertEquals(
                new Problem(
                        "network",
                        Code.TooLarge,
                        "the module cannot read them: cannot read services: default/big takes more than 1400 kB of memory,"
                                + " annotations of others left out"),
                seen().obstacle("network", Area.SERVICES, "read them"));
        Eventually.holds("apps go on", SOON, () -> seen().apps("fairlead") == Access.WRITE);
        assertEquals(Optional.empty(), seen().find(ObjectRef.service("default", "big")));
        api.delete("v1", "Service", "default", "big");
        Eventually.holds("the area is back", SOON, () -> seen().access(Area.SERVICES) == Access.READ);
        assertEquals(Map.of(), seen().tooLarge());
    }

    private void create(JsonObject object) {
        JsonObject unused = api.create(object, "somebody");
    }

    private static JsonObject service(String name, String key, Map<String, String> entries) {
        JsonObject service = JsonParser.parseString("""
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s", "namespace": "default", "%s": {}},
                 "spec": {"ports": [{"port": 80}]}}""".formatted(name, key)).getAsJsonObject();
        entries.forEach(service.getAsJsonObject("metadata").getAsJsonObject(key)::addProperty);
        return service;
    }

    private Observed awaitSeen() {
        Eventually.holds("the cluster is seen", SOON, () -> cluster.observe() instanceof Cluster.Seen);
        return seen();
    }

    private Observed seen() {
        return assertInstanceOf(Cluster.Seen.class, cluster.observe()).observed();
    }
}
