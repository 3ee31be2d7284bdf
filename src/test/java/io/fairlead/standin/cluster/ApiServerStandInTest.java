package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fairlead.standin.cluster.objects.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stand-in has beyond a real cluster's behaviour: its knobs, its counters, its restarts and its speakers. */
class ApiServerStandInTest {
    private static final String POOLS = "/apis/metallb.io/v1beta1/namespaces/metallb-system/ipaddresspools";
    private static final String WEB = "/apis/apps/v1/namespaces/default/deployments/web";
    private static final String SERVICE = "/api/v1/namespaces/default/services/web";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApiServerStandIn cluster;

    @SuppressWarnings("NullAway.Init")
    private RawApi api;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        cluster = ApiServerStandIn.start(folder);
        cluster.podsReadyAfter(Duration.ofMillis(20));
        cluster.onEvent(said::add);
        api = RawApi.of(cluster.kubeconfig());
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    @Test
    void discoveryNamesEveryGroupThatFairleadLooksFor() {
        List<String> groups = Json.objects(api.get("/apis").expect(200), "groups").stream()
                .map(group -> Json.text(group, "name"))
                .toList();
        assertTrue(
                groups.containsAll(List.of(
                        "apps",
                        "discovery.k8s.io",
                        "networking.k8s.io",
                        "policy",
                        "metallb.io",
                        "crd.projectcalico.org",
                        "authorization.k8s.io",
                        "apiextensions.k8s.io")),
                groups.toString());
        JsonObject pool = Json.objects(api.get("/apis/metallb.io/v1beta1").expect(200), "resources").stream()
                .filter(resource -> Json.text(resource, "kind").equals("IPAddressPool"))
                .findFirst()
                .orElseThrow();
        assertEquals("ipaddresspools", Json.text(pool, "name"));
        assertTrue(Json.flag(pool, false, "namespaced"));
        api.get("/apis/absent.example/v1").expect(404);
        assertEquals("v1.28.3", api.get("/version").text("gitVersion"));
    }

    @Test
    void theDeviceIsThereFromTheStart() {
        List<String> nodes = cluster.list("v1", "Node").stream()
                .map(node -> Json.text(Json.objects(node, "status", "addresses").getFirst(), "address"))
                .toList();
        assertEquals(List.of("10.126.75.200", "10.126.75.201"), nodes);
        JsonObject pods = cluster.list("crd.projectcalico.org/v1", "IPPool").getFirst();
        assertEquals("172.27.0.0/16", Json.text(pods, "spec", "cidr"));
        List<String> reserved = cluster.list("v1", "Service").stream()
                .map(service -> Json.text(service, "spec", "clusterIP"))
                .toList();
        assertEquals(List.of("172.28.0.1", "172.28.0.10"), reserved);
        api.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/ipaddresspools.metallb.io")
                .expect(200);
    }

    @Test
    void clusterAddressesSkipTheReservedOnes() {
        List<String> given = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 10; i++) {
            String body = ContractObjects.port(80, "http").replace("\"name\": \"web\"", "\"name\": \"s" + i + "\"");
            JsonObject service = api.apply("/api/v1/namespaces/default/services/s" + i, "x", body)
                    .expect(201);
            given.add(Json.text(service, "spec", "clusterIP"));
        }
        assertEquals("172.28.0.2", given.getFirst());
        assertFalse(given.contains("172.28.0.10"), given.toString());
        assertEquals(10, Set.copyOf(given).size());
    }

    @Test
    void requestsOfTheModuleAreCountedAndThoseOfTheAdministratorAreNot() {
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        api.get(WEB).expect(200);
        api.watch("/api/v1/pods?watch=true&timeoutSeconds=1");
        try (RawApi admin = RawApi.of(cluster.adminKubeconfig())) {
            admin.get(WEB).expect(200);
        }
        RequestLog log = cluster.requests();
        assertEquals(1, log.count("patch", "deployments.apps"));
        assertEquals(1, log.count("get", "deployments.apps"));
        assertEquals(1, log.watches().size());
        assertEquals(2, log.calls().size());
        assertEquals("web", log.writes().getFirst().name());
        log.clear();
        assertEquals(List.of(), log.all());
    }

    @Test
    void aDeniedRightIsForbiddenAndTheReviewsSaySo() {
        cluster.deny("metallb.io", "*", "create", "patch");
        JsonObject status =
                api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.0/28")).expect(403);
        assertEquals(
                "ipaddresspools.metallb.io \"a\" is forbidden: User \"system:serviceaccount:fairlead:fairlead\" cannot"
                        + " patch resource \"ipaddresspools\" in API group \"metallb.io\" in the namespace"
                        + " \"metallb-system\"",
                Json.text(status, "message"));
        api.get(POOLS).expect(200);
        assertFalse(allowed("patch"));
        assertTrue(allowed("list"));
        cluster.allowAll();
        assertTrue(allowed("patch"));
    }

    private boolean allowed(String verb) {
        JsonObject review = api.create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                        {"spec": {"resourceAttributes": {"group": "metallb.io", "resource": "ipaddresspools",
                         "verb": "%s", "namespace": "metallb-system"}}}""".formatted(verb))
                .expect(201);
        return Json.flag(review, false, "status", "allowed");
    }

    @Test
    void aRequestWithoutATokenIsUnauthorized() {
        Config config = Config.empty();
        config.setMasterUrl(cluster.url());
        config.setTrustCerts(true);
        try (KubernetesClient nobody =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThrows(RuntimeException.class, () -> nobody.pods().list());
        }
    }

    @Test
    void overlappingPoolsAreDeniedByTheWebhook() {
        api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.0/28")).expect(201);
        JsonObject status = api.apply(POOLS + "/b", "fairlead", pool("b", "192.0.2.10-192.0.2.20"))
                .expect(403);
        assertTrue(
                Json.text(status, "message")
                        .endsWith("CIDR \"192.0.2.10-192.0.2.20\" in pool \"b\" overlaps with already defined CIDR"
                                + " \"192.0.2.0/28\""),
                status.toString());
        api.apply(POOLS + "/b", "fairlead", pool("b", "not an address")).expect(403);
        api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.0/27")).expect(200);
    }

    @Test
    void aServiceIsAnnouncedOnlyWhereAnAdvertisementSelectsItsPoolAndAPodIsReady() {
        api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.0/28")).expect(201);
        api.apply(SERVICE, "fairlead", balanced()).expect(201);
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        Eventually.holds("a ready endpoint", this::hasReadyEndpoint, () -> slices().toString());
        assertEquals(List.of(), cluster.list("metallb.io/v1beta1", "ServiceL2Status"));
        String advertisements = "/apis/metallb.io/v1beta1/namespaces/metallb-system/l2advertisements/";
        api.apply(advertisements + "other", "fairlead", advertisement("other", "b"))
                .expect(201);
        wholePass();
        assertEquals(List.of(), statuses());
        api.apply(advertisements + "a", "fairlead", advertisement("a", "a")).expect(201);
        // The object comes first, its status in a second write.
        Eventually.holds(
                "an announcer",
                () -> statuses().stream()
                        .anyMatch(found ->
                                Json.text(found, "status", "serviceName").equals("web")),
                () -> statuses().toString());
        JsonObject status = statuses().getFirst();
        assertEquals("default", Json.text(status, "metadata", "labels", "metallb.io/service-namespace"));
        assertTrue(Set.of("node-a", "node-b").contains(Json.text(status, "status", "node")));
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "0")).expect(200);
        Eventually.holds(
                "no announcer", () -> statuses().isEmpty(), () -> statuses().toString());
    }

    /** Lets every controller look at everything once: of two slices, the second is made in a pass after the first's. */
    private void wholePass() {
        for (String name : List.of("first", "second")) {
            String body = ContractObjects.port(80, "http").replace("\"web\"}, \"spec\"", "\"" + name + "\"}, \"spec\"");
            api.apply("/api/v1/namespaces/default/services/" + name, "x", body).expect(201);
            Eventually.holds(
                    "a slice of " + name,
                    () -> slices().stream()
                            .anyMatch(slice ->
                                    Json.text(slice, "metadata", "name").startsWith(name)),
                    () -> slices().toString());
        }
    }

    private List<JsonObject> statuses() {
        return cluster.list("metallb.io/v1beta1", "ServiceL2Status");
    }

    private List<JsonObject> slices() {
        return cluster.list("discovery.k8s.io/v1", "EndpointSlice").stream()
                .filter(slice -> Json.text(slice, "metadata", "namespace").equals("default"))
                .toList();
    }

    private boolean hasReadyEndpoint() {
        return slices().stream()
                .flatMap(slice -> Json.objects(slice, "endpoints").stream())
                .anyMatch(endpoint -> Json.flag(endpoint, false, "conditions", "ready"));
    }

    @Test
    void withoutMetalLbServicesWaitAndGetTheirAddressesWhenItIsBack() {
        cluster.metalLb(false);
        api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.1-192.0.2.2")).expect(201);
        api.apply(SERVICE, "fairlead", balanced()).expect(201);
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        Eventually.holds("a ready endpoint", this::hasReadyEndpoint, () -> slices().toString());
        assertEquals("", address());
        cluster.metalLb(true);
        Eventually.holds("an address", () -> address().equals("192.0.2.1"), this::address);
        assertTrue(said.stream().anyMatch(line -> line.contains("Assigned IP [\"192.0.2.1\"]")), said.toString());
    }

    private String address() {
        JsonObject service = cluster.get("v1", "Service", "default", "web").orElseThrow();
        return Json.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .findFirst()
                .orElse("");
    }

    @Test
    void aRestartKeepsTheObjectsAndThePort() {
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        String url = cluster.url();
        cluster.stop();
        assertThrows(AssertionError.class, () -> api.get(WEB));
        cluster.restart();
        assertEquals(url, cluster.url());
        assertEquals("web", Json.text(api.get(WEB).expect(200), "metadata", "name"));
    }

    @Test
    void informersOfTheClientFollowAndResumeAfterARestart() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                var informer = client.genericKubernetesResources("v1", "ConfigMap")
                        .inAnyNamespace()
                        .inform(new Names(seen))) {
            configMap("before");
            Eventually.holds("the first", () -> seen.contains("before"), seen::toString);
            cluster.restart();
            configMap("after");
            Eventually.holds("the one after the restart", () -> seen.contains("after"), seen::toString);
            assertTrue(informer.isRunning());
        }
    }

    private void configMap(String name) {
        cluster.create(Json.object("""
                        {"apiVersion": "v1", "kind": "ConfigMap",
                         "metadata": {"name": "%s", "namespace": "default"}}""".formatted(name)), "test");
    }

    /** Remembers the names of what was added. */
    private record Names(Set<String> seen) implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            seen.add(object.getMetadata().getName());
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {}

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unknown) {}
    }

    @Test
    void aQuietClusterWritesNothing() {
        api.apply(POOLS + "/a", "fairlead", pool("a", "192.0.2.0/28")).expect(201);
        api.apply(SERVICE, "fairlead", balanced()).expect(201);
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "2")).expect(201);
        Eventually.holds("an address and a pod", () -> !address().isEmpty() && hasReadyEndpoint(), this::address);
        String[] revision = {""};
        Eventually.holds(
                "nothing moves any more",
                () -> {
                    String before = revision[0];
                    revision[0] = Json.text(api.get("/api/v1/nodes").expect(200), "metadata", "resourceVersion");
                    return revision[0].equals(before);
                },
                () -> revision[0]);
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "2")).expect(200);
        api.apply(SERVICE, "fairlead", balanced()).expect(200);
        assertEquals(revision[0], Json.text(api.get("/api/v1/nodes").expect(200), "metadata", "resourceVersion"));
    }

    @Test
    void strategicAndJsonPatchesReachListItems() {
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        JsonObject strategic = api.call("PATCH", WEB, "application/strategic-merge-patch+json", """
                        {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "web:2"}]}}}}""")
                .expect(200);
        assertEquals("web:2", Json.text(ContractObjects.container(strategic), "image"));
        assertEquals(
                1, Json.objects(ContractObjects.container(strategic), "env").size());
        JsonObject patched =
                api.call("PATCH", WEB, "application/json-patch+json", """
                        [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "web:3"},
                         {"op": "remove", "path": "/metadata/labels/app"}]""").expect(200);
        assertEquals("web:3", Json.text(ContractObjects.container(patched), "image"));
        assertFalse(Json.at(patched, "metadata", "labels").isPresent());
    }

    @Test
    void whatIsChangedPastTheApiIsOwnedByKubectlEdit() {
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        JsonObject edited = cluster.change(
                "apps/v1",
                "Deployment",
                "default",
                "web",
                live -> Json.child(live, "spec").addProperty("replicas", 4));
        assertTrue(edited.toString().contains("kubectl-edit"), edited.toString());
        assertNotEquals(409, api.get(WEB).code());
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(409);
    }

    private static String pool(String name, String addresses) {
        return """
                {"apiVersion": "metallb.io/v1beta1", "kind": "IPAddressPool", "metadata": {"name": "%s"},
                 "spec": {"addresses": ["%s"]}}""".formatted(name, addresses);
    }

    private static String advertisement(String name, String pool) {
        return """
                {"apiVersion": "metallb.io/v1beta1", "kind": "L2Advertisement", "metadata": {"name": "%s"},
                 "spec": {"ipAddressPools": ["%s"]}}""".formatted(name, pool);
    }

    private static String balanced() {
        return ContractObjects.port(80, "http").replace("\"spec\": {", "\"spec\": {\"type\": \"LoadBalancer\", ");
    }
}
