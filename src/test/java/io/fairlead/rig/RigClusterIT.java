package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the rig is a cluster: what the other tests build on works, with nothing of Fairlead in it. */
@NeedsRig
class RigClusterIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String RIGHTS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: fairlead, namespace: fairlead}
            rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: fairlead, namespace: fairlead}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: fairlead}
            subjects: [{kind: ServiceAccount, name: fairlead, namespace: fairlead}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: fairlead, namespace: metallb-system}
            rules: [{apiGroups: [metallb.io], resources: [ipaddresspools], verbs: [list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: fairlead, namespace: metallb-system}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: fairlead}
            subjects: [{kind: ServiceAccount, name: fairlead, namespace: fairlead}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: fairlead-nodes}
            rules: [{apiGroups: [""], resources: [nodes], verbs: [list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: fairlead-nodes}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: fairlead-nodes}
            subjects: [{kind: ServiceAccount, name: fairlead, namespace: fairlead}]
            """;

    private final RigCluster rig = RigCluster.shared();
    private final String namespace = rig.createNamespace("rig");

    @AfterEach
    void cleanUp() {
        rig.deleteNamespace(namespace);
    }

    @Test
    void theApiServerIsTheVersionThatWasAskedFor() {
        String gitVersion = rig.admin().getKubernetesVersion().getGitVersion();
        assertTrue(rig.binaries().apiServer().toString().contains("kubernetes-" + gitVersion + "/"), gitVersion);
    }

    @Test
    void aDeploymentBecomesAvailableAndItsPodsHaveAddressesOnBothNodes() {
        deploy("web", "web.example/shop:1", 2);
        awaitAvailable("web", 2);
        List<Pod> pods = rig.admin().pods().inNamespace(namespace).list().getItems();
        assertEquals(
                List.of("node-a", "node-b"),
                pods.stream().map(pod -> pod.getSpec().getNodeName()).sorted().toList());
        assertTrue(pods.stream().allMatch(pod -> pod.getStatus().getPodIP().startsWith("172.27.")));
        assertEquals(
                2,
                pods.stream().map(pod -> pod.getStatus().getPodIP()).distinct().count());
    }

    @Test
    void aFailingImageIsSeenOnThePodAndHealedWhenTold() {
        deploy("bad", "broken.example/app:1", 1);
        awaitAvailable("bad", 1);
        rig.kubelet().fail("broken.example/", PodFailure.CRASH_LOOP_BACK_OFF);
        try {
            awaitWaiting("CrashLoopBackOff");
            awaitAvailable("bad", 0);
            rig.kubelet().fail("broken.example/", PodFailure.IMAGE_PULL_BACK_OFF);
            awaitWaiting("ImagePullBackOff");
        } finally {
            rig.kubelet().heal("broken.example/");
        }
        awaitAvailable("bad", 1);
    }

    @Test
    void aPodThatNoNodeTakesStaysPendingUntilOneDoes() {
        rig.kubelet().fail("huge.example/", PodFailure.UNSCHEDULABLE);
        deploy("huge", "huge.example/app:1", 1);
        Eventually.holds(
                "the pod is unschedulable",
                SOON,
                () -> onlyPod().getStatus().getConditions().stream()
                        .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));
        rig.kubelet().heal("huge.example/");
        awaitAvailable("huge", 1);
    }

    @Test
    void metalLbGivesAnAddressOfThePoolAndKeepsAPinnedOneOverARestart() {
        rig.cleanNetwork();
        pool("lab", "198.51.100.10-198.51.100.19");
        service("front", "198.51.100.17");
        service("any", null);
        assertEquals("198.51.100.17", awaitIngress("front"));
        assertTrue(awaitIngress("any").startsWith("198.51.100.1"));

        rig.metalLb().restart();
        service("after", null);
        awaitIngress("after");
        assertEquals("198.51.100.17", awaitIngress("front"));
        rig.cleanNetwork();
    }

    @Test
    void whileMetalLbIsStoppedNoAddressIsGiven() {
        rig.cleanNetwork();
        pool("lab", "198.51.100.10-198.51.100.19");
        rig.metalLb().stop();
        try {
            service("front", "198.51.100.12");
            assertThrows(
                    AssertionError.class,
                    () -> Eventually.holds(
                            "an address",
                            Duration.ofSeconds(2),
                            () -> ingress("front").isPresent()));
        } finally {
            rig.metalLb().start();
        }
        assertEquals("198.51.100.12", awaitIngress("front"));
        rig.cleanNetwork();
    }

    @Test
    void theClusterGoesOnAfterTheApiServerWasStoppedAndAfterItWasKilled() {
        deploy("web", "web.example/shop:1", 1);
        awaitAvailable("web", 1);

        rig.apiServer().stop();
        assertThrows(
                KubernetesClientException.class, () -> rig.admin().namespaces().list());
        rig.apiServer().start();
        rig.admin().apps().deployments().inNamespace(namespace).withName("web").scale(2);
        awaitAvailable("web", 2);

        rig.apiServer().kill();
        assertThrows(
                KubernetesClientException.class, () -> rig.admin().namespaces().list());
        rig.apiServer().start();
        rig.admin().apps().deployments().inNamespace(namespace).withName("web").scale(3);
        awaitAvailable("web", 3);
    }

    @Test
    void aServiceAccountHasItsOwnRightsOnlyAndItsCallsAreCounted(@TempDir Path rights) throws IOException {
        Files.writeString(rights.resolve("rights.yaml"), RIGHTS);
        Path kubeconfig = rig.moduleKubeconfig(namespace, namespace, "fairlead", rights);
        String user = RigCluster.user(namespace, "fairlead");
        try (KubernetesClient module = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build()) {
            assertEquals(2, module.nodes().list().getItems().size());
            assertEquals(
                    List.of(), module.secrets().inNamespace(namespace).list().getItems());
            module.genericKubernetesResources("metallb.io/v1beta1", "IPAddressPool")
                    .inNamespace(MetalLb.NAMESPACE)
                    .list();

            AuditLog.Mark start = rig.audit().mark();
            KubernetesClientException refused = assertThrows(
                    KubernetesClientException.class,
                    () -> module.secrets().inNamespace("kube-system").list());
            assertEquals(403, refused.getCode());
            List<AuditCall> calls = rig.audit().since(start).by(user);
            assertEquals(
                    List.of("list secrets kube-system/ 403"),
                    calls.stream().map(AuditCall::toString).toList());

            AuditLog.Mark idle = rig.audit().mark();
            assertEquals(List.of(), rig.audit().since(idle).by(user));
        }
    }

    @Test
    void watchesAreCountedApartFromCallsAndOnceEach() {
        AuditLog.Mark start = rig.audit().mark();
        try (Watch watch = rig.admin().configMaps().inNamespace(namespace).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap object) {}

            @Override
            public void onClose(WatcherException cause) {}
        })) {
            Objects.requireNonNull(watch);
            assertEquals(1, configMapWatches(start));
        }
        Eventually.holds("the watch has ended", SOON, () -> configMapWatches(start) == 1);
        assertFalse(rig.audit().since(start).by("rig-admin").stream().anyMatch(AuditCall::isWatch));
        rig.deleteNamespace(rig.createNamespace("rig"));
        assertEquals(
                List.of("create", "delete"),
                rig.audit().since(start).writesBy("rig-admin").stream()
                        .map(AuditCall::verb)
                        .toList());
    }

    @Test
    void aDeletedNamespaceGoesAwayWithItsPods() {
        deploy("web", "web.example/shop:1", 3);
        awaitAvailable("web", 3);
        rig.deleteNamespace(namespace);
        Eventually.holds(
                "the namespace is gone",
                SOON,
                () -> rig.admin().namespaces().withName(namespace).get() == null);
    }

    private long configMapWatches(AuditLog.Mark start) {
        return rig.audit().since(start).watchesBy("rig-admin").stream()
                .filter(call -> call.resource().equals("configmaps"))
                .count();
    }

    private void deploy(String name, String image, int replicas) {
        apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %3$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: "%2$s"}]}
                """.formatted(name, image, replicas));
    }

    private void service(String name, @Nullable String pin) {
        String annotations = pin == null ? "{}" : "{metallb.io/loadBalancerIPs: " + pin + "}";
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, annotations: %s}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, protocol: TCP}]}
                """.formatted(name, annotations));
    }

    private void pool(String name, String addresses) {
        GenericKubernetesResource unused = rig.admin()
                .genericKubernetesResources("metallb.io/v1beta1", "IPAddressPool")
                .inNamespace(MetalLb.NAMESPACE)
                .load(new ByteArrayInputStream("""
                        apiVersion: metallb.io/v1beta1
                        kind: IPAddressPool
                        metadata: {name: %s}
                        spec: {addresses: ["%s"]}
                        """.formatted(name, addresses).getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    private void apply(String yaml) {
        Object unused = rig.admin().resource(yaml).inNamespace(namespace).create();
    }

    private void awaitAvailable(String name, int replicas) {
        Eventually.holds(
                name + " has " + replicas + " replicas available",
                SOON,
                () -> Objects.requireNonNullElse(
                                rig.admin()
                                        .apps()
                                        .deployments()
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .get()
                                        .getStatus()
                                        .getAvailableReplicas(),
                                0)
                        == replicas);
    }

    private void awaitWaiting(String reason) {
        Eventually.holds(
                "the pod waits: " + reason,
                SOON,
                () -> onlyPod().getStatus().getContainerStatuses().stream()
                        .map(ContainerStatus::getState)
                        .anyMatch(state -> state.getWaiting() != null
                                && reason.equals(state.getWaiting().getReason())));
    }

    private Pod onlyPod() {
        List<Pod> pods = rig.admin().pods().inNamespace(namespace).list().getItems();
        assertEquals(1, pods.size());
        return pods.get(0);
    }

    private String awaitIngress(String service) {
        return Eventually.value("an address for " + service, SOON, () -> ingress(service));
    }

    private Optional<String> ingress(String service) {
        return rig
                .admin()
                .services()
                .inNamespace(namespace)
                .withName(service)
                .get()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .stream()
                .map(LoadBalancerIngress::getIp)
                .findFirst();
    }
}
