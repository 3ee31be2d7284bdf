package io.fairlead.ownership;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries as an API server writes them, after what other writers do to an object. */
class DifferenceTest {

    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private static final String DEPLOYMENT = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"name": "shop-web", "namespace": "apps", "labels": {"app.kubernetes.io/name": "shop-web"}},
             "spec": {"replicas": 2, "selector": {"matchLabels": {"app.kubernetes.io/name": "shop-web"}},
              "template": {"metadata": {"labels": {"app.kubernetes.io/name": "shop-web"}},
               "spec": {"automountServiceAccountToken": false,
                "containers": [{"name": "web", "image": "nginx:1.15", "args": ["-g", "daemon off;"],
                 "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
                 "ports": [{"name": "http", "containerPort": 80, "protocol": "TCP"}],
                 "resources": {"limits": {"cpu": "500m", "memory": "1Gi"}}}],
                "volumes": [{"name": "tmp", "emptyDir": {}}]}}}}""";

    /** DEPLOYMENT after defaulting, with a status and somebody's annotation. */
    private static final String LIVE_DEPLOYMENT = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"name": "shop-web", "namespace": "apps", "uid": "1", "resourceVersion": "7", "generation": 1,
              "labels": {"app.kubernetes.io/name": "shop-web"}, "annotations": {"deployment.kubernetes.io/revision": "1"}},
             "spec": {"replicas": 2, "progressDeadlineSeconds": 600, "revisionHistoryLimit": 10,
              "selector": {"matchLabels": {"app.kubernetes.io/name": "shop-web"}},
              "strategy": {"type": "RollingUpdate"},
              "template": {"metadata": {"labels": {"app.kubernetes.io/name": "shop-web"}},
               "spec": {"automountServiceAccountToken": false,
                "containers": [{"name": "web", "image": "nginx:1.15", "imagePullPolicy": "IfNotPresent",
                 "args": ["-g", "daemon off;"],
                 "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
                 "ports": [{"name": "http", "containerPort": 80, "protocol": "TCP"}],
                 "resources": {"limits": {"cpu": "500m", "memory": "1Gi"}}}],
                "dnsPolicy": "ClusterFirst", "volumes": [{"name": "tmp", "emptyDir": {}}]}}},
             "status": {"replicas": 2}}""";

    private static final String OWN_DEPLOYMENT = """
            {"f:metadata": {"f:labels": {"f:app.kubernetes.io/name": {}}},
             "f:spec": {"f:replicas": {}, "f:selector": {},
              "f:template": {"f:metadata": {"f:labels": {"f:app.kubernetes.io/name": {}}},
               "f:spec": {"f:automountServiceAccountToken": {},
                "f:containers": {"k:{\\"name\\":\\"web\\"}": {".": {}, "f:name": {}, "f:image": {}, "f:args": {},
                 "f:env": {"k:{\\"name\\":\\"B\\"}": {".": {}, "f:name": {}, "f:value": {}},
                           "k:{\\"name\\":\\"A\\"}": {".": {}, "f:name": {}, "f:value": {}}},
                 "f:ports": {"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":
                    {".": {}, "f:name": {}, "f:containerPort": {}, "f:protocol": {}}},
                 "f:resources": {"f:limits": {"f:cpu": {}, "f:memory": {}}}}},
                "f:volumes": {"k:{\\"name\\":\\"tmp\\"}": {".": {}, "f:name": {}, "f:emptyDir": {}}}}}}}""";

    private static final String POOL = """
            {"apiVersion": "metallb.io/v1beta1", "kind": "IPAddressPool",
             "metadata": {"name": "fairlead-default", "namespace": "metallb-system"},
             "spec": {"addresses": ["192.0.2.1-192.0.2.5", "192.0.2.16/28"], "autoAssign": true}}""";

    private static final String OWN_POOL = """
            {"f:spec": {"f:addresses": {}, "f:autoAssign": {}}}""";

    @Test
    void anAppliedDeploymentWithDefaultsAndStatusDoesNotDiffer() {
        assertFalse(differs(DEPLOYMENT, LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
    }

    @Test
    void emptyMapsThatAnOldServerDoesNotRecordAreNoDifference() {
        assertFalse(differs(DEPLOYMENT, LIVE_DEPLOYMENT, OWN_DEPLOYMENT.replace(", \"f:emptyDir\": {}", "")));
        assertFalse(differs(
                DEPLOYMENT.replace("\"replicas\": 2,", "\"replicas\": 2, \"strategy\": {},"),
                LIVE_DEPLOYMENT,
                OWN_DEPLOYMENT));
    }

    @Test
    void anObjectWithoutOurEntryDiffers() {
        assertTrue(differs(DEPLOYMENT, LIVE_DEPLOYMENT, "{}"));
    }

    @Test
    void aNewValueOfALeafDiffers() {
        assertTrue(differs(DEPLOYMENT.replace("nginx:1.15", "nginx:1.16"), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(DEPLOYMENT.replace("\"replicas\": 2", "\"replicas\": 3"), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(DEPLOYMENT.replace("\"500m\"", "\"501m\""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
    }

    @Test
    void aNumberIsNotTheSameAsItsText() {
        assertTrue(differs(DEPLOYMENT.replace("\"value\": \"1\"", "\"value\": 1"), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
    }

    @Test
    void aFieldThatAnotherManagerTookDiffersThoughItsValueIsTheWantedOne() {
        assertTrue(differs(DEPLOYMENT, LIVE_DEPLOYMENT, OWN_DEPLOYMENT.replace("\"f:image\": {},", "")));
    }

    @Test
    void aListItemThatAnotherManagerRemovedDiffers() {
        String item = "\"k:{\\\"name\\\":\\\"B\\\"}\": {\".\": {}, \"f:name\": {}, \"f:value\": {}},";
        assertTrue(OWN_DEPLOYMENT.contains(item));
        assertTrue(differs(
                DEPLOYMENT,
                LIVE_DEPLOYMENT.replace(", {\"name\": \"B\", \"value\": \"2\"}", ""),
                OWN_DEPLOYMENT.replace(item, "")));
    }

    @Test
    void aFieldThatLeftTheIntentDiffers() {
        assertTrue(differs(DEPLOYMENT.replace("\"replicas\": 2,", ""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(
                DEPLOYMENT.replace(", {\"name\": \"B\", \"value\": \"2\"}", ""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(
                DEPLOYMENT.replace("\"args\": [\"-g\", \"daemon off;\"],", ""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(
                DEPLOYMENT.replace(
                        ",\n     \"resources\": {\"limits\": {\"cpu\": \"500m\", \"memory\": \"1Gi\"}}",
                        ", \"resources\": {}"),
                LIVE_DEPLOYMENT,
                OWN_DEPLOYMENT));
    }

    @Test
    void aListItemThatWasReplacedDiffers() {
        assertTrue(differs(DEPLOYMENT.replace("\"name\": \"B\"", "\"name\": \"C\""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(
                DEPLOYMENT.replace("\"containerPort\": 80", "\"containerPort\": 81"), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
        assertTrue(differs(
                DEPLOYMENT.replace("\"protocol\": \"TCP\"", "\"protocol\": \"UDP\""), LIVE_DEPLOYMENT, OWN_DEPLOYMENT));
    }

    @Test
    void anOtherOrderOfKeyedItemsIsNoDifference() {
        assertFalse(differs(
                DEPLOYMENT.replace(
                        "{\"name\": \"A\", \"value\": \"1\"}, {\"name\": \"B\", \"value\": \"2\"}",
                        "{\"name\": \"B\", \"value\": \"2\"}, {\"name\": \"A\", \"value\": \"1\"}"),
                LIVE_DEPLOYMENT,
                OWN_DEPLOYMENT));
    }

    @Test
    void anAtomicListIsComparedWholeAndInOrder() {
        String live = POOL.replace("\"spec\": {", "\"spec\": {\"avoidBuggyIPs\": false, ");
        assertFalse(differs(POOL, live, OWN_POOL));
        assertTrue(differs(POOL.replace(", \"192.0.2.16/28\"", ""), live, OWN_POOL));
        assertTrue(differs(
                POOL.replace(
                        "\"192.0.2.1-192.0.2.5\", \"192.0.2.16/28\"", "\"192.0.2.16/28\", \"192.0.2.1-192.0.2.5\""),
                live,
                OWN_POOL));
    }

    @Test
    void anAtomicMapThatLosesAKeyDiffers() {
        String live = LIVE_DEPLOYMENT.replace("\"matchLabels\": {\"app", "\"matchLabels\": {\"tier\": \"web\", \"app");
        assertTrue(differs(DEPLOYMENT, live, OWN_DEPLOYMENT));
    }

    @Test
    void aSetIsComparedWithoutOrder() {
        String object = """
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "a", "namespace": "b", "finalizers": ["fairlead.io/x", "fairlead.io/y"]}}""";
        String own = """
                {"f:metadata": {"f:finalizers": {".": {}, "v:\\"fairlead.io/x\\"": {}, "v:\\"fairlead.io/y\\"": {}}}}""";
        assertFalse(differs(object, object.replace("[", "[\"other/z\", "), own));
        assertTrue(differs(object.replace("/y", "/z"), object, own));
        assertTrue(differs(object.replace(", \"fairlead.io/y\"", ""), object, own));
        assertTrue(differs(object, object.replace(", \"fairlead.io/y\"", ""), own));
    }

    @Test
    void aMapOfWhichOnlyTheMapItselfIsLeftToUsDiffers() {
        String labels = "\"f:labels\": {\"f:app.kubernetes.io/name\": {}}},\n \"f:spec\"";
        assertTrue(OWN_DEPLOYMENT.contains(labels));
        assertTrue(differs(
                DEPLOYMENT,
                LIVE_DEPLOYMENT,
                OWN_DEPLOYMENT.replace(labels, "\"f:labels\": {\".\": {}}},\n \"f:spec\"")));
    }

    @Test
    void aFieldThatIsGoneFromTheLiveObjectDiffers() {
        assertTrue(differs(POOL, POOL.replace(", \"autoAssign\": true", ""), OWN_POOL));
    }

    private static boolean differs(String intent, String live, String own) {
        ObjectRef ref = ObjectRef.deployment("apps", "x");
        return Difference.differs(
                new Manifest(ref, fields(intent)), new LiveObject(ref, "1", "7", fields(live), fields(own)));
    }

    private static Fields fields(String json) {
        return new Fields(GSON.fromJson(json, new TypeToken<Map<String, Object>>() {}));
    }
}
