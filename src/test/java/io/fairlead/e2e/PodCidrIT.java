package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fairlead.ledger.LedgerText;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pods of two apps and of somebody else move from one IPPool to another, while the module is killed after each step. What
 * Calico does about addresses and blocks is done by {@link CalicoIpam}.
 */
@NeedsRig
class PodCidrIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String OLD = "default-ipv4-ippool";
    private static final String MADE = "fairlead-pods-10-62-0-0-16";
    private static final String RESTARTED = "fairlead.io/pods-network";

    @SuppressWarnings("NullAway.Init") // the test has one of its own
    private EndToEnd device;

    @SuppressWarnings("NullAway.Init")
    private CalicoIpam calico;

    @SuppressWarnings("NullAway.Init")
    private String office;

    @AfterEach
    void end() {
        device.close();
        device.rig.deleteNamespace(office);
        device.rig.kubelet().addresses(pod -> Optional.empty());
        calico.clean();
        device.admin()
                .configMaps()
                .inNamespace("kube-system")
                .withName("kubeadm-config")
                .delete();
    }

    @ParameterizedTest
    @EnumSource
    void podsMoveStepByStepThroughEveryKillAndBackWhereTheTwinTurnsRound(Regime regime) {
        Mark start = begin(regime);
        planWritesNothing();
        whatWouldBeDangerousDoesNotBegin();
        withoutRightsItDoesNotBeginAndWithThemItDoes();
        aTwinThatTurnsRoundIsFollowedBack();
        everyStepIsResumedAfterAKill();
        assertEquals(Set.of(), UsedRights.unused(device, start, "pods"));
    }

    /** Two apps and a printer of somebody else's, with addresses of the old IPPool. */
    private Mark begin(Regime regime) {
        device = new EndToEnd(regime);
        office = device.rig.createNamespace("office");
        calico = new CalicoIpam(device.admin(), Set.of(device.appsNamespace, office));
        calico.clean();
        calico.pool(OLD, "10.61.0.0/16");
        device.rig.kubelet().addresses(calico::address);
        ConfigMap unused = device.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("kubeadm-config")
                        .withNamespace("kube-system")
                        .endMetadata()
                        .addToData("ClusterConfiguration", "networking:\n  podSubnet: 10.60.0.0/14\n")
                        .build())
                .create();
        Deployment printer = device.admin().resource(printer()).create();
        assertEquals(1, printer.getSpec().getReplicas());
        Mark start = device.rig.audit().mark();
        device.module.start();
        device.converged(device.backEnd.patch("""
                {"schema": 1, "network": {"pods": {"cidr": "10.61.0.0/16"}},
                 "apps": {"a": {"image": "web.example/a:1", "replicas": 2}, "b": {"image": "web.example/b:1"}}}
                """), LONG);
        Eventually.holds("the printer is there", LONG, () -> allIn("10.61.", office));
        return start;
    }

    private void planWritesNothing() {
        Mark mark = device.rig.audit().mark();
        long version = device.backEnd.patch(pods("10.62.0.0/16", "plan"));
        JsonObject reported = awaitDiffers(message -> message.contains("Pod " + office + "/printer"));
        String message = differs(reported);
        assertTrue(
                message.contains("restart Deployment " + device.appsNamespace + "/a, Deployment " + device.appsNamespace
                        + "/b one at a time"),
                message);
        JsonObject unused = device.backEnd.await(
                "the plan alone is in force",
                LONG,
                twin -> BackEnd.text(twin, "network.ac").equals("200")
                        && BackEnd.text(twin, "status.appliedVersion").equals(Long.toString(version)));
        assertEquals(List.of(), device.objectWritesSince(mark));
    }

    private void whatWouldBeDangerousDoesNotBegin() {
        Mark mark = device.rig.audit().mark();
        var refused = device.backEnd.patch(pods("10.99.0.0/16", "apply"));
        JsonObject outside = device.backEnd.await(
                "version " + refused + " refused",
                LONG,
                twin -> BackEnd.text(twin, "network.ac").equals("409"));
        String ad = BackEnd.text(outside, "network.ad");
        assertTrue(ad.contains("lies outside the cluster's pod network 10.60.0.0/14"), ad);

        Pod bare = device.admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("lone")
                        .withNamespace(office)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("web.example/lone:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        Eventually.holds(
                "the bare pod has an address",
                LONG,
                () -> calico.addresses(office).stream()
                                .filter(ip -> ip.startsWith("10.61."))
                                .count()
                        == 2);
        var waits = device.backEnd.patch(pods("10.62.0.0/16", "apply"));
        JsonObject reported =
                awaitDiffers(message -> message.contains("Pod " + office + "/lone belong to no controller"));
        assertEquals("202", BackEnd.text(reported, "network.ac"), "version " + waits);
        assertEquals(List.of(), device.objectWritesSince(mark));
        var plan = device.backEnd.patch(pods("10.62.0.0/16", "plan"));
        device.admin().resource(bare).withGracePeriod(0).delete();
        awaitDiffers(message -> !message.contains("lone") && plan > waits);
    }

    private void withoutRightsItDoesNotBeginAndWithThemItDoes() {
        List<String> reading = List.of("get", "list", "watch");
        List<String> before = verbs(reading);
        var unused = device.backEnd.patch(pods("10.62.0.0/16", "apply"));
        JsonObject denied = device.backEnd.await("NoRights", LONG, twin -> has(twin, "NoRights", message -> true));
        assertEquals("403", BackEnd.text(denied, "network.ac"));
        assertEquals(Map.of(), calico.spec(MADE));
        assertEquals(reading, verbs(before));
    }

    /** Sets what the module may do with IPPools; what it might before. */
    private List<String> verbs(List<String> verbs) {
        String name = "fairlead-pods-" + device.namespace;
        ClusterRole role = device.admin().rbac().clusterRoles().withName(name).require();
        List<String> before = List.copyOf(role.getRules().get(0).getVerbs());
        ClusterRole unused = device.admin()
                .resource(new ClusterRoleBuilder(role)
                        .editFirstRule()
                        .withVerbs(verbs)
                        .endRule()
                        .build())
                .update();
        return before;
    }

    private void aTwinThatTurnsRoundIsFollowedBack() {
        await("the new IPPool is there", () -> !calico.spec(MADE).isEmpty());
        await("a has restarted", () -> isUp("a") && allOf("a", "10.62."));
        long version = device.backEnd.patch(pods("10.61.0.0/16", "plan"));
        await(
                "the new IPPool gives no more",
                () -> Boolean.TRUE.equals(calico.spec(MADE).get("disabled")));
        restartModule();
        await("pods are back", () -> allIn("10.61.", device.appsNamespace));
        awaitDiffers(message -> message.contains("Calico still has 10.62."));
        calico.collect();
        await("the new IPPool is gone", () -> calico.spec(MADE).isEmpty());
        assertEquals(false, calico.spec(OLD).get("disabled"));
        device.converged(version, LONG);
    }

    private void everyStepIsResumedAfterAKill() {
        Mark mark = device.rig.audit().mark();
        long version = device.backEnd.patch(pods("10.62.0.0/16", "apply"));
        await("the new IPPool is there", () -> !calico.spec(MADE).isEmpty());
        restartModule();
        await(
                "the old IPPool gives no more",
                () -> Boolean.TRUE.equals(calico.spec(OLD).get("disabled")));
        restartModule();
        await("a restarts", () -> restartedFor("a").startsWith("10.62."));
        restartModule();
        await("b restarts", () -> restartedFor("b").startsWith("10.62."));
        assertTrue(isUp("a") && allOf("a", "10.62."), "one at a time");
        restartModule();
        awaitDiffers(message -> message.contains("Pod " + office + "/printer"));
        restartModule();
        restartPrinter();
        awaitDiffers(message -> message.contains("Calico still has 10.61."));
        restartModule();
        calico.collect();
        await("the old IPPool is gone", () -> calico.spec(OLD).isEmpty());
        restartModule();
        JsonObject reported = device.converged(version, LONG);
        assertFalse(reported.toString().contains("PodCidrDiffers"), reported::toString);
        assertEquals(Map.of("cidr", "10.62.0.0/16", "natOutgoing", true, "ipipMode", "Always"), made());
        assertTrue(allIn("10.62.", device.appsNamespace) && allIn("10.62.", office));
        List<String> writes = device.writesSince(mark).stream()
                .filter(call -> call.code() < 300 && !call.name().equals(LedgerText.NAME))
                .map(call -> call.verb() + " " + call.name())
                .toList();
        assertEquals(List.of("patch " + MADE, "patch " + OLD, "patch a", "patch b", "delete " + OLD), writes);
    }

    private Map<String, Object> made() {
        Map<?, ?> spec = calico.spec(MADE);
        return Map.of(
                "cidr", String.valueOf(spec.get("cidr")),
                "natOutgoing", Boolean.TRUE.equals(spec.get("natOutgoing")),
                "ipipMode", String.valueOf(spec.get("ipipMode")));
    }

    private void restartModule() {
        device.module.kill();
        device.module.start();
    }

    private static void await(String what, BooleanSupplier condition) {
        Eventually.holds(what, LONG, condition::getAsBoolean);
    }

    private JsonObject awaitDiffers(Predicate<String> message) {
        return device.backEnd.await("PodCidrDiffers", LONG, twin -> has(twin, "PodCidrDiffers", message));
    }

    private static boolean has(JsonObject reported, String code, Predicate<String> message) {
        return reported.has("problems")
                && reported.getAsJsonObject("problems").entrySet().stream()
                        .map(entry -> entry.getValue().getAsJsonObject())
                        .anyMatch(problem -> BackEnd.text(problem, "code").equals(code)
                                && message.test(BackEnd.text(problem, "message")));
    }

    private static String differs(JsonObject reported) {
        return reported.getAsJsonObject("problems").entrySet().stream()
                .map(entry -> entry.getValue().getAsJsonObject())
                .filter(problem -> BackEnd.text(problem, "code").equals("PodCidrDiffers"))
                .map(problem -> BackEnd.text(problem, "message"))
                .findFirst()
                .orElseThrow();
    }

    private static String pods(String cidr, String change) {
        return "{\"network\": {\"pods\": {\"cidr\": \"" + cidr + "\", \"change\": \"" + change + "\"}}}";
    }

    private boolean allIn(String network, String namespace) {
        List<String> addresses = calico.addresses(namespace);
        return !addresses.isEmpty() && addresses.stream().allMatch(ip -> ip.startsWith(network));
    }

    private boolean allOf(String app, String network) {
        return device.admin().pods().inNamespace(device.appsNamespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(app + "-"))
                .filter(pod ->
                        pod.getMetadata().getDeletionTimestamp() == null) // Those on their way out count no more.
                .allMatch(pod -> String.valueOf(pod.getStatus().getPodIP()).startsWith(network));
    }

    private boolean isUp(String app) {
        Deployment deployment = deployment(app);
        return deployment.getSpec().getReplicas().equals(deployment.getStatus().getUpdatedReplicas())
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getAvailableReplicas());
    }

    private String restartedFor(String app) {
        Map<String, String> annotations =
                deployment(app).getSpec().getTemplate().getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(RESTARTED, "");
    }

    private Deployment deployment(String app) {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName(app)
                .require();
    }

    private Deployment printer() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("printer")
                .withNamespace(office)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "printer")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "printer")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("web.example/printer:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private void restartPrinter() {
        Deployment unused = device.admin()
                .apps()
                .deployments()
                .inNamespace(office)
                .withName("printer")
                .rolling()
                .restart();
    }
}
