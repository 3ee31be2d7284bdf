package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.Expose;
import io.fairlead.model.Fields;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Placement;
import io.fairlead.model.Port;
import io.fairlead.model.Protocol;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests of a tier, field by field. */
class TierObjectsTest {

    private static final Placement PINNED = Placement.by(
            MetalLb.CRD, Optional.of(Address.of("192.0.2.7")), Optional.of("fairlead-default"), Optional.empty());

    private static Tier tier(String id, Expose expose, List<Port> ports, Map<String, String> env, List<String> needs) {
        return TierBuilder.of("shop", id)
                .replicas(2)
                .expose(expose, ports)
                .env(env)
                .needs(needs)
                .build();
    }

    static Tier web(Map<String, String> env) {
        return tier(
                "web",
                Expose.EXTERNAL,
                List.of(new Port("http", 80, 8080, Protocol.TCP)),
                env,
                List.of("db", "1-cache", "batch", "gone"));
    }

    private static Tier db() {
        return tier("db", Expose.INTERNAL, List.of(new Port("pg", 5432, 5432, Protocol.TCP)), Map.of(), List.of());
    }

    private static Tier batch() {
        return tier("batch", Expose.NONE, List.of(), Map.of(), List.of());
    }

    private static App shop(Tier web) {
        TreeMap<String, Tier> tiers = new TreeMap<>();
        tiers.put("web", web);
        tiers.put("db", db());
        tiers.put(
                "1-cache",
                tier(
                        "1-cache",
                        Expose.INTERNAL,
                        List.of(
                                new Port("redis", 6379, 6379, Protocol.TCP),
                                new Port("metrics", 9090, 9090, Protocol.TCP)),
                        Map.of(),
                        List.of()));
        tiers.put("batch", batch());
        return new App("shop", Optional.empty(), tiers, true);
    }

    private static String json(Fields fields) {
        return new Gson().toJson(fields.map());
    }

    private static void assertSame(String expected, Fields actual) {
        assertEquals(JsonParser.parseString(expected), JsonParser.parseString(json(actual)));
    }

    private static Fields container(Fields deployment) {
        return deployment.each("spec", "template", "spec", "containers").get(0);
    }

    private static List<String> env(Tier tier) {
        Fields deployment =
                TierObjects.deployment(tier, shop(tier), "apps", "v1.28.3").body();
        return container(deployment).each("env").stream()
                .map(entry -> entry.text("name").orElseThrow() + "="
                        + entry.text("value").orElse("(none)"))
                .toList();
    }

    static Fields service(Tier tier, Placement placement) {
        return TierObjects.services(tier, "apps", placement).getFirst().body();
    }

    @Test
    void aDeploymentIsWrittenOutInFull() {
        Tier web = web(Map.of("LOG_LEVEL", "info"));
        assertSame(
                """
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "shop-web", "namespace": "apps", "labels": {
                   "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/name": "shop-web",
                   "app.kubernetes.io/part-of": "shop", "fairlead.io/tier": "web"}},
                 "spec": {
                   "replicas": 2, "revisionHistoryLimit": 3, "progressDeadlineSeconds": 300, "minReadySeconds": 10,
                   "selector": {"matchLabels": {
                     "app.kubernetes.io/name": "shop-web", "app.kubernetes.io/part-of": "shop"}},
                   "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
                   "template": {
                     "metadata": {"labels": {
                       "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/name": "shop-web",
                       "app.kubernetes.io/part-of": "shop", "fairlead.io/tier": "web"}},
                     "spec": {
                       "automountServiceAccountToken": false, "enableServiceLinks": false,
                       "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
                       "topologySpreadConstraints": [{
                         "maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway",
                         "labelSelector": {"matchLabels": {
                           "app.kubernetes.io/name": "shop-web", "app.kubernetes.io/part-of": "shop"}}}],
                       "containers": [{
                         "name": "shop-web", "image": "registry.test/web:1",
                         "terminationMessagePolicy": "FallbackToLogsOnError",
                         "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
                         "env": [
                           {"name": "DB_HOST", "value": "shop-db"}, {"name": "DB_PORT", "value": "5432"},
                           {"name": "_1_CACHE_HOST", "value": "shop-1-cache"},
                           {"name": "_1_CACHE_PORT", "value": "6379"},
                           {"name": "LOG_LEVEL", "value": "info"}],
                         "resources": {"requests": {"cpu": "25m", "memory": "64Mi"},
                                       "limits": {"cpu": "1", "memory": "512Mi"}},
                         "securityContext": {"allowPrivilegeEscalation": false}}]}}}}
                """, TierObjects.deployment(web, shop(web), "apps", "v1.28.3").body());
    }

    @Test
    void onlyAPodWithoutAProbeMustRunForAWhileBeforeItCounts() {
        assertEquals(Optional.of(10L), minReadySeconds(""));
        assertEquals(Optional.of(10L), minReadySeconds(",'createOptions':{'HostConfig':{},'Cmd':['run']}"));
        assertEquals(Optional.empty(), minReadySeconds(",'ports':'80','probe':{'tcp':'80'}"));
    }

    private static Optional<Long> minReadySeconds(String keys) {
        App app = Stored.app("one", "{'image':'i'" + keys + "}").orElseThrow();
        return TierObjects.deployment(app.tiers().firstEntry().getValue(), app, "apps", "v1.28.3")
                .body()
                .number("spec", "minReadySeconds");
    }

    @Test
    void anExternalServiceIsPinnedAndNamesItsPool() {
        assertSame("""
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "shop-web", "namespace": "apps",
                   "labels": {
                     "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/name": "shop-web",
                     "app.kubernetes.io/part-of": "shop", "fairlead.io/tier": "web"},
                   "annotations": {
                     "metallb.io/address-pool": "fairlead-default", "metallb.io/loadBalancerIPs": "192.0.2.7"}},
                 "spec": {
                   "type": "LoadBalancer", "externalTrafficPolicy": "Cluster",
                   "selector": {"app.kubernetes.io/name": "shop-web", "app.kubernetes.io/part-of": "shop"},
                   "ports": [{"name": "http", "port": 80, "targetPort": 8080, "protocol": "TCP"}]}}
                """, service(web(Map.of()), PINNED));
    }

    private static List<Fields> services(String keys, LoadBalancer regime) {
        App app = Stored.app("dns", "{'image':'i','expose':'external'," + keys + "}")
                .orElseThrow();
        Placement placement =
                Placement.by(regime, Optional.of(Address.of("192.0.2.7")), Optional.empty(), Optional.of("apps/dns"));
        return TierObjects.services(app.tiers().firstEntry().getValue(), "apps", placement).stream()
                .map(manifest -> manifest.body())
                .toList();
    }

    @Test
    void anExternalTierOfBothProtocolsHasTwoServicesWithOneAddressAndOneKey() {
        List<Fields> services = services("'ports':'dns=53:5353/UDP,dns-tcp=53:5353,metrics=9153'", MetalLb.CRD);

        assertEquals(
                List.of("dns-tcp [dns-tcp, metrics]", "dns-udp [dns]"),
                services.stream()
                        .map(service -> service.text("metadata", "name").orElseThrow() + " "
                                + service.each("spec", "ports").stream()
                                        .map(port -> port.text("name").orElseThrow())
                                        .toList())
                        .toList());
        for (Fields service : services) {
            assertEquals(
                    Map.of("metallb.io/allow-shared-ip", "apps/dns", "metallb.io/loadBalancerIPs", "192.0.2.7"),
                    service.at("metadata", "annotations").map());
            assertEquals(Optional.of("dns"), service.text("spec", "selector", "app.kubernetes.io/name"));
        }
    }

    @Test
    void whereMetalLbReadsAConfigMapTheKeyIsItsOldOneAndThePinInTheSpec() {
        for (Fields service : services("'ports':'53,53/UDP'", MetalLb.CONFIG_MAP)) {
            assertEquals(
                    Map.of("metallb.universe.tf/allow-shared-ip", "apps/dns"),
                    service.at("metadata", "annotations").map());
            assertEquals(Optional.of("192.0.2.7"), service.text("spec", "loadBalancerIP"));
        }
    }

    @Test
    void whoNeedsATierOfBothProtocolsGetsTheServiceOfItsFirstPort() {
        App app = Stored.app(
                        "a",
                        "{'tiers':{'w':{'image':'i','needs':'d'},'d':{'image':'i','expose':'external','ports':'53/UDP,54'}}}")
                .orElseThrow();
        Fields container = container(
                TierObjects.deployment(Optional.ofNullable(app.tiers().get("w")).orElseThrow(), app, "apps", "v1.28.3")
                        .body());
        assertEquals(
                List.of("a-d-udp", "53"),
                container.each("env").stream()
                        .map(entry -> entry.text("value").orElseThrow())
                        .toList());
    }

    @Test
    void aLocalTrafficPolicyIsTheServices() {
        App app = Stored.app("a", "{'image':'i','ports':'80','expose':'external','trafficPolicy':'Local'}")
                .orElseThrow();
        Tier tier = app.tiers().firstEntry().getValue();
        assertEquals(Optional.of("Local"), service(tier, PINNED).text("spec", "externalTrafficPolicy"));
    }

    @Test
    void anInternalServiceHasNothingOfTheLoadBalancer() {
        Fields service = service(db(), PINNED);
        assertEquals(Optional.of("ClusterIP"), service.text("spec", "type"));
        assertFalse(service.has("metadata", "annotations"));
        assertFalse(service.has("spec", "externalTrafficPolicy"));
        assertFalse(service.has("spec", "loadBalancerIP"));
    }

    @Test
    void aTierThatIsNotExposedHasNoService() {
        assertTrue(TierObjects.services(batch(), "apps", PINNED).isEmpty());
    }

    @Test
    void theTiersOwnVariableWinsOverADiscoveredOne() {
        assertEquals(
                List.of(
                        "DB_PORT=5432",
                        "_1_CACHE_HOST=shop-1-cache",
                        "_1_CACHE_PORT=6379",
                        "DB_HOST=elsewhere",
                        "URL=http://$(DB_HOST)"),
                env(web(Map.of("DB_HOST", "elsewhere", "URL", "http://$(DB_HOST)"))));
    }

    @Test
    void anEmptyVariableHasNoValueField() {
        assertTrue(env(web(Map.of("EMPTY", ""))).contains("EMPTY=(none)"));
    }

    @Test
    void twoServicePortsOfOneTargetAreOneContainerPort() {
        Tier web = tier(
                "web",
                Expose.EXTERNAL,
                List.of(
                        new Port("http", 80, 8080, Protocol.TCP),
                        new Port("alt", 8080, 8080, Protocol.TCP),
                        new Port("dns", 53, 8080, Protocol.UDP)),
                Map.of(),
                List.of());
        List<String> names =
                container(TierObjects.deployment(web, shop(web), "apps", "v1.28.3")
                                .body())
                        .each("ports")
                        .stream()
                        .map(port -> port.text("name").orElseThrow())
                        .toList();
        assertEquals(List.of("http", "dns"), names);
        assertEquals(2, service(web, PINNED).each("spec", "ports").size());
    }

    @Test
    void aStoppedTierSaysZeroReplicas() {
        Tier stopped =
                TierBuilder.of("one", "one").objectName("one").replicas(0).build();
        Fields deployment = TierObjects.deployment(
                        stopped,
                        new App("one", Optional.empty(), new TreeMap<>(Map.of("one", stopped)), true),
                        "apps",
                        "v1.28.3")
                .body();
        assertEquals(Optional.of(0L), deployment.number("spec", "replicas"));
        assertFalse(container(deployment).has("ports"));
        assertFalse(container(deployment).has("env"));
    }

    @Test
    void whatOnlyCreateOptionsSayStandsWhereKubernetesReadsIt() {
        App app = Stored.app(
                        "a",
                        "{'image':'i', 'createOptions':{'ExposedPorts':{'80/tcp':{}}, 'WorkingDir':'/srv',"
                                + " 'Labels':{'team':'edge'}, 'k8s-experimental':{'strategy':{'type':'Recreate'}}}}")
                .orElseThrow();
        Tier tier = app.tiers().values().iterator().next();
        Fields deployment = TierObjects.deployment(tier, app, "apps", "v1.28.3").body();

        assertEquals(Optional.of("/srv"), container(deployment).text("workingDir"));
        assertEquals(
                Map.of("team", "edge"),
                deployment.at("spec", "template", "metadata", "annotations").map());
        assertEquals(
                Map.of("type", "Recreate"), deployment.at("spec", "strategy").map());
        assertFalse(deployment.has("metadata", "annotations"));
        assertFalse(service(tier, PINNED).has("metadata", "annotations"));
    }

    @Test
    void noFieldIsAnEmptyMapOrList() {
        Tier web = web(Map.of("EMPTY", ""));
        assertNothingEmpty(
                TierObjects.deployment(web, shop(web), "apps", "v1.28.3").body().map());
        assertNothingEmpty(service(web, Placement.ANYWHERE).map());
    }

    private static void assertNothingEmpty(Object at) {
        if (at instanceof Map<?, ?> map) {
            assertFalse(map.isEmpty());
            map.values().forEach(TierObjectsTest::assertNothingEmpty);
        } else if (at instanceof List<?> list) {
            assertFalse(list.isEmpty());
            list.forEach(TierObjectsTest::assertNothingEmpty);
        }
    }

    @Test
    void theOrderOfFieldsIsTheSameEveryTime() {
        Tier web = web(Map.of("B", "2", "A", "1"));
        Tier again = web(Map.of("A", "1", "B", "2"));
        assertEquals(
                json(TierObjects.deployment(web, shop(web), "apps", "v1.28.3").body()),
                json(TierObjects.deployment(again, shop(again), "apps", "v1.28.3")
                        .body()));
        assertTrue(Stream.of(json(service(web, PINNED))).allMatch(text -> text.startsWith("{\"apiVersion\"")));
    }
}
