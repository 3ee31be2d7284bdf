package io.fairlead.kube;

import static io.fairlead.kube.Samples.apply;
import static io.fairlead.kube.Samples.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.loop.Cluster;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.rig.AuditLog;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.MetalLb;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster over a real API server and MetalLB, with exactly the rights of {@code module/rbac}. */
@NeedsRig
class KubeClusterIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final RigCluster rig = RigCluster.shared();
    private final String namespace = rig.createNamespace("kube");
    private final String apps = rig.createNamespace("kube-apps");
    private final String pool = "fairlead-" + namespace;
    private final KubeCluster cluster = new KubeCluster(
            new KubeOptions(
                    Optional.of(rig.moduleKubeconfig(namespace, apps, "fairlead")),
                    Set.of(apps),
                    namespace,
                    KubeOptions.METALLB_NAMESPACE),
            () -> {});

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void end() {
        cluster.close();
        rig.cleanNetwork();
        rig.deleteNamespace(apps);
        rig.deleteNamespace(namespace);
    }

    @Test
    void whatWasAppliedGetsAnAddressAndIsNotWrittenAgain() {
        Manifest wantedPool = Samples.pool(pool, "192.0.2.1-192.0.2.5");
        Manifest deployment = Samples.deployment(apps, "web", "web.example/shop:1");
        Manifest service = Samples.service(apps, "web", 80);
        Manifest ledger = Samples.ledger(namespace, "x");
        Observed first = awaitSeen();
        assertEquals(io.fairlead.network.metallb.MetalLb.CRD, first.loadBalancer());
        assertEquals(
                Map.of(
                        Area.POOLS, Access.WRITE,
                        Area.SERVICES, Access.READ,
                        Area.BGP, Access.WRITE,
                        Area.PODS, Access.WRITE,
                        Area.DNS, Access.WRITE,
                        Area.NODES, Access.READ),
                first.rights());
        assertEquals(Map.of(apps, Access.WRITE), first.namespaces());
        AuditLog.Mark start = rig.audit().mark();
        List<Outcome> outcomes = cluster.execute(plan(Map.of(
                Stage.LEDGER, List.of(apply(ledger)),
                Stage.POOLS_GROW, List.of(apply(wantedPool)),
                Stage.WORKLOADS, List.of(apply(deployment)),
                Stage.SERVICES, List.of(apply(service)))));
        assertTrue(outcomes.stream().allMatch(Outcome.Done.class::isInstance), outcomes.toString());
        assertEquals(List.of(), Samples.stillDiffering(seen(), ledger, wantedPool, deployment, service));
        Eventually.holds("the address and the pods are seen", Duration.ofMinutes(2), () -> {
            LiveObject web = find(service.ref()).orElseThrow();
            return web.body().has("status", "loadBalancer", "ingress")
                    && find(deployment.ref())
                            .flatMap(live -> live.body().number("status", "availableReplicas"))
                            .isPresent();
        });
        assertEquals(List.of(), Samples.stillDiffering(seen(), ledger, wantedPool, deployment, service));
        assertEquals(4, rig.audit().since(start).writesBy(user()).size());
    }

    @Test
    void everyEditOfAnotherWriterDiffersAndIsTakenBack() {
        Manifest deployment = Samples.deployment(apps, "web", "web.example/shop:1");
        Manifest service = Samples.service(apps, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(deployment))));
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        edited(() -> rig.admin()
                .apps()
                .deployments()
                .inNamespace(apps)
                .withName("web")
                .edit(live -> {
                    var container = live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0);
                    container.setImage("web.example/other:2");
                    container.getEnv().remove(1);
                    return live;
                }));
        edited(() -> rig.admin().services().inNamespace(apps).withName("web").edit(live -> {
            live.getSpec().setExternalTrafficPolicy("Local");
            live.getMetadata().getLabels().remove("app.kubernetes.io/name");
            return live;
        }));
        Eventually.holds(
                "both differ",
                SOON,
                () -> Samples.stillDiffering(seen(), deployment, service).size() == 2);
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(deployment))));
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        assertEquals(List.of(), Samples.stillDiffering(seen(), deployment, service));
    }

    @Test
    void aPortThatAnotherWriterRenumberedIsTakenBackAndStaysOursAlone() {
        Manifest service = Samples.service(apps, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        edited(() -> rig.admin().services().inNamespace(apps).withName("web").edit(live -> {
            live.getSpec().getPorts().get(0).setPort(81);
            return live;
        }));
        Eventually.holds(
                "the port differs",
                SOON,
                () -> Samples.stillDiffering(seen(), service).size() == 1);
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        assertEquals(List.of(), Samples.stillDiffering(seen(), service));
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(Samples.service(apps, "web", 82)))));
        assertEquals(
                List.of(82L),
                find(service.ref()).orElseThrow().body().each("spec", "ports").stream()
                        .map(port -> port.number("port").orElseThrow())
                        .toList());
    }

    @Test
    void aConflictNamesTheManagerAndTheField() {
        Manifest deployment = Samples.deployment(apps, "web", "web.example/shop:1");
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(deployment))));
        rig.admin().apps().deployments().inNamespace(apps).withName("web").scale(3);
        Outcome outcome = only(cluster.execute(plan(Stage.WORKLOADS, apply(deployment, false, "web"))));
        List<HeldField> fields =
                assertInstanceOf(Outcome.Conflicted.class, outcome).fields();
        assertEquals(1, fields.size());
        assertTrue(
                fields.get(0).toString().matches("[^ ]+ has \\.spec\\.replicas \\(is \\d, desired \\d\\)"),
                fields.toString());
    }

    @Test
    void aDeletionHoldsOnlyForTheUidThatWasSeen() {
        Manifest service = Samples.service(apps, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        LiveObject old = find(service.ref()).orElseThrow();
        rig.admin().services().inNamespace(apps).withName("web").delete();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        Outcome refused = only(cluster.execute(plan(Stage.PRUNE, Samples.delete(old))));
        assertInstanceOf(Outcome.Conflicted.class, refused);
        LiveObject now = find(service.ref()).orElseThrow();
        assertDone(cluster.execute(plan(Stage.PRUNE, Samples.delete(now))));
        assertEquals(Optional.empty(), find(service.ref()));
    }

    @Test
    void aRightThatIsTakenAndGivenBackCostsItsAreaAlone() {
        Observed before = awaitSeen();
        assertEquals(Access.WRITE, before.access(Area.POOLS));
        var bindings = rig.admin().rbac().roleBindings().inNamespace(MetalLb.NAMESPACE);
        RoleBinding binding = bindings.list().getItems().stream()
                .filter(each -> each.getMetadata().getName().equals("fairlead-pools-" + namespace))
                .findFirst()
                .orElseThrow();
        bindings.resource(binding).delete();
        Eventually.holds("the write is denied", SOON, () -> {
            Step.Apply step = apply(Samples.pool(pool, "192.0.2.1-192.0.2.5"));
            return only(cluster.execute(plan(Stage.POOLS_GROW, step))) instanceof Outcome.Denied;
        });
        Eventually.holds("the loss is noticed", SOON, () -> seen().access(Area.POOLS) != Access.WRITE);
        assertEquals(Access.WRITE, seen().apps(apps));
        binding.getMetadata().setResourceVersion(null);
        binding.getMetadata().setUid(null);
        Object unused = bindings.resource(binding).create();
        Eventually.holds(
                "the right is noticed", Duration.ofSeconds(90), () -> seen().access(Area.POOLS) == Access.WRITE);
    }

    @Test
    void aKindThatComesLateIsSeenAndOneThatGoesIsNotMissed() {
        Resource<CustomResourceDefinition> kind =
                rig.admin().apiextensions().v1().customResourceDefinitions().withName("ippools.crd.projectcalico.org");
        CustomResourceDefinition calicos = kind.get();
        calicos.getMetadata().setResourceVersion(null);
        calicos.getMetadata().setUid(null);
        assertEquals(Access.WRITE, awaitSeen().access(Area.PODS));
        kind.delete();
        try {
            Eventually.holds(
                    "it is gone and nothing else with it",
                    SOON,
                    () -> cluster.observe() instanceof Cluster.Seen now
                            && now.observed().access(Area.PODS) == Access.NONE
                            && now.observed().access(Area.POOLS) == Access.WRITE);
        } finally {
            Eventually.holds("the kind is gone", SOON, () -> kind.get() == null);
            Object unused = rig.admin().resource(calicos).create();
        }
        Eventually.holds("the kind is noticed", SOON, () -> seen().access(Area.PODS) == Access.WRITE);
        String ipPool = """
                apiVersion: crd.projectcalico.org/v1
                kind: IPPool
                metadata: {name: late}
                spec: {cidr: 172.27.0.0/16}
                """;
        Object ignored = rig.admin().resource(ipPool).create();
        ObjectRef late = new ObjectRef("crd.projectcalico.org/v1", "IPPool", "", "late");
        Eventually.holds("the object is seen", SOON, () -> find(late).isPresent());
        rig.admin().resource(ipPool).delete();
    }

    @Test
    void anApiServerThatIsAwayIsFollowedWhereItWentOn() throws InterruptedException {
        Manifest service = Samples.service(apps, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        rig.apiServer().kill();
        try {
            assertInstanceOf(Outcome.Failed.class, only(cluster.execute(plan(Stage.SERVICES, apply(service)))));
            Eventually.holds("it is blind", SOON, () -> cluster.observe() instanceof Cluster.Blind);
            Thread.sleep(Duration.ofSeconds(10));
            assertInstanceOf(Cluster.Blind.class, cluster.observe());
        } finally {
            rig.apiServer().start();
        }
        rig.admin().services().inNamespace(apps).withName("web").delete();
        Eventually.holds(
                "it sees again, and what happened",
                SOON,
                () -> cluster.observe() instanceof Cluster.Seen now
                        && now.observed().find(service.ref()).isEmpty());
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        assertEquals(List.of(), Samples.stillDiffering(seen(), service));
    }

    private Observed awaitSeen() {
        Eventually.holds("the cluster is seen", SOON, () -> cluster.observe() instanceof Cluster.Seen);
        return seen();
    }

    private Observed seen() {
        return assertInstanceOf(Cluster.Seen.class, cluster.observe()).observed();
    }

    private Optional<LiveObject> find(ObjectRef ref) {
        return seen().find(ref);
    }

    private String user() {
        return RigCluster.user(namespace, "fairlead");
    }

    /** Edits until no controller wrote in between. */
    private static void edited(Callable<Object> edit) {
        Eventually.holds("the edit is taken", SOON, () -> edit.call() != null);
    }

    private static Outcome only(List<Outcome> outcomes) {
        assertEquals(1, outcomes.size());
        return outcomes.get(0);
    }

    private static void assertDone(List<Outcome> outcomes) {
        assertInstanceOf(Outcome.Done.class, only(outcomes));
    }
}
