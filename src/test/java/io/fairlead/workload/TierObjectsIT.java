package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.kube.KubeCluster;
import io.fairlead.kube.KubeOptions;
import io.fairlead.loop.Cluster;
import io.fairlead.model.App;
import io.fairlead.model.Expose;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manifest;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Path;
import io.fairlead.model.Placement;
import io.fairlead.model.Plan;
import io.fairlead.model.Port;
import io.fairlead.model.Protocol;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.ownership.Difference;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real API server takes the objects of a tier, of every shape, and finds nothing new in them the second time. */
@NeedsRig
class TierObjectsIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final RigCluster rig = RigCluster.shared();
    private final String namespace = rig.createNamespace("workload");
    private final KubeCluster cluster = new KubeCluster(
            new KubeOptions(
                    Optional.of(rig.adminKubeconfig()), Set.of(namespace), namespace, KubeOptions.METALLB_NAMESPACE),
            () -> {});

    @BeforeEach
    void start() {
        cluster.start();
        Eventually.holds("the cluster is seen", SOON, () -> cluster.observe() instanceof Cluster.Seen);
    }

    @AfterEach
    void end() {
        cluster.close();
        rig.deleteNamespace(namespace);
    }

    private static Tier tier(String id, int replicas, Expose expose, List<Port> ports, Map<String, String> env) {
        return TierBuilder.of("shop", id)
                .replicas(replicas)
                .expose(expose, ports)
                .env(env)
                .needs(id.equals("web") ? List.of("db") : List.of())
                .build();
    }

    private static App app() {
        TreeMap<String, Tier> tiers = new TreeMap<>();
        tiers.put(
                "web",
                tier(
                        "web",
                        2,
                        Expose.EXTERNAL,
                        List.of(new Port("http", 80, 8080, Protocol.TCP), new Port("alt", 8080, 8080, Protocol.TCP)),
                        Map.of("EMPTY", "", "URL", "http://$(DB_HOST):$(DB_PORT)/", "DB_PORT", "1")));
        tiers.put("db", tier("db", 1, Expose.INTERNAL, List.of(new Port("pg", 5432, 5432, Protocol.TCP)), Map.of()));
        tiers.put("log", tier("log", 0, Expose.EXTERNAL, List.of(new Port("in", 514, 514, Protocol.UDP)), Map.of()));
        tiers.put(
                "dns",
                tier(
                        "dns",
                        1,
                        Expose.EXTERNAL,
                        List.of(new Port("dns", 53, 5353, Protocol.UDP), new Port("dns-tcp", 53, 5353, Protocol.TCP)),
                        Map.of()));
        tiers.put("batch", tier("batch", 1, Expose.NONE, List.of(), Map.of()));
        return new App("shop", Optional.empty(), tiers, true);
    }

    private static Step apply(Manifest manifest) {
        return new Step.Apply(manifest, true, Path.app("shop"), "test");
    }

    private List<Manifest> deployments() {
        return app().tiers().values().stream()
                .map(tier -> TierObjects.deployment(
                        tier,
                        app(),
                        namespace,
                        rig.admin().getKubernetesVersion().getGitVersion()))
                .toList();
    }

    private List<Manifest> services(LoadBalancer regime) {
        Placement placement = Placement.by(
                regime, Optional.of(Address.of("192.0.2.7")), Optional.of("fairlead-default"), Optional.empty());
        return app().tiers().values().stream()
                .flatMap(tier -> TierObjects.services(tier, namespace, placement).stream())
                .toList();
    }

    private List<Outcome> execute(List<Manifest> deployments, List<Manifest> services) {
        TreeMap<Stage, List<Step>> stages = new TreeMap<>();
        stages.put(
                Stage.WORKLOADS, deployments.stream().map(TierObjectsIT::apply).toList());
        stages.put(Stage.SERVICES, services.stream().map(TierObjectsIT::apply).toList());
        return cluster.execute(new Plan(stages));
    }

    private Observed seen() {
        return assertInstanceOf(Cluster.Seen.class, cluster.observe()).observed();
    }

    private Optional<LiveObject> live(Manifest manifest) {
        return seen().find(manifest.ref());
    }

    private boolean isSettled(Manifest deployment) {
        return live(deployment)
                .map(LiveObject::body)
                .filter(body -> body.number("spec", "replicas")
                        .equals(Optional.of(
                                body.number("status", "readyReplicas").orElse(0L))))
                .filter(body -> body.each("status", "conditions").size() == 2)
                .filter(body -> body.each("status", "conditions").stream()
                        .noneMatch(condition -> condition.text("reason").equals(Optional.of("ReplicaSetUpdated"))))
                .isPresent();
    }

    private Map<String, String> versions(List<Manifest> manifests) {
        Map<String, String> versions = new TreeMap<>();
        manifests.forEach(manifest -> versions.put(
                manifest.ref().toString(), live(manifest).orElseThrow().resourceVersion()));
        return versions;
    }

    @Test
    void theSecondApplyOfDeploymentsChangesNothing() {
        List<Manifest> deployments = deployments();
        List<Outcome> outcomes = execute(deployments, List.of());
        assertTrue(outcomes.stream().allMatch(Outcome.Done.class::isInstance), outcomes.toString());
        Eventually.holds(
                "the rollouts have ended", SOON, () -> deployments.stream().allMatch(this::isSettled));
        deployments.forEach(manifest ->
                assertFalse(Difference.differs(manifest, live(manifest).orElseThrow()), manifest.ref()::toString));
        Map<String, String> before = versions(deployments);
        assertTrue(execute(deployments, List.of()).stream().allMatch(Outcome.Done.class::isInstance));
        assertEquals(before, versions(deployments));
    }

    @Test
    void theSecondApplyOfServicesChangesNothingInAnyRegime() {
        for (LoadBalancer regime : MetalLb.values()) {
            List<Manifest> services = services(regime);
            List<Outcome> outcomes = execute(List.of(), services);
            assertTrue(outcomes.stream().allMatch(Outcome.Done.class::isInstance), outcomes.toString());
            services.forEach(manifest ->
                    assertFalse(Difference.differs(manifest, live(manifest).orElseThrow()), manifest.ref()::toString));
        }
        List<Manifest> services = services(MetalLb.UNSEEN);
        Map<String, String> before = versions(services);
        assertTrue(execute(List.of(), services).stream().allMatch(Outcome.Done.class::isInstance));
        assertEquals(before, versions(services));
    }

    @Test
    void aTierTurnsInternalAndBack() {
        Tier outside = app().tiers().values().stream()
                .filter(Tier::isExternal)
                .findFirst()
                .orElseThrow();
        Tier inside = tier(outside.id().tier(), 1, Expose.INTERNAL, outside.ports(), Map.of());
        Placement placement =
                Placement.by(MetalLb.CRD, Optional.of(Address.of("192.0.2.7")), Optional.empty(), Optional.empty());
        for (Tier tier : List.of(outside, inside, outside)) {
            Manifest service = TierObjects.services(tier, namespace, placement).getFirst();
            List<Outcome> outcomes = execute(List.of(), List.of(service));
            assertTrue(outcomes.stream().allMatch(Outcome.Done.class::isInstance), outcomes.toString());
            assertFalse(Difference.differs(service, live(service).orElseThrow()));
            assertEquals(tier.isExternal(), live(service).orElseThrow().body().has("spec", "externalTrafficPolicy"));
        }
    }

    @Test
    void anIpv6PinIsRefusedWhereTheClusterHasNoIpv6() {
        Manifest service = TierObjects.services(
                        tier("six", 1, Expose.EXTERNAL, List.of(new Port("http", 80, 80, Protocol.TCP)), Map.of()),
                        namespace,
                        Placement.by(
                                MetalLb.CRD,
                                Optional.of(Address.of("2001:db8::7")),
                                Optional.empty(),
                                Optional.empty()))
                .getFirst();
        Outcome.Invalid invalid = assertInstanceOf(
                Outcome.Invalid.class, execute(List.of(), List.of(service)).get(0));
        assertTrue(invalid.message().contains("not configured on this cluster"), invalid.message());
    }
}
