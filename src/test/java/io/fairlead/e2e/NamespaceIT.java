package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Apps in two namespaces, each with rights of its own, and one that moves from the one to the other. */
@NeedsRig
class NamespaceIT {

    private static final String MOVES = """
            "web": {%s"tiers": {
              "db": {"image": "registry.example/db:1", "ports": "5432"},
              "front": {"image": "registry.example/front:1", "expose": "external", "ports": "80", "needs": "db"}}}
            """;

    @ParameterizedTest
    @EnumSource
    void anAppWaitsForTheRightsInItsNamespaceAndOneThatMovesThereKeepsItsAddress(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            String shop = device.rig.createNamespace("shop");
            device.module.set("FAIRLEAD_APPS_NAMESPACES", shop);
            device.module.start();
            String other = "\"lan\": {\"namespace\": \"" + shop
                    + "\", \"image\": \"registry.example/lan:1\", \"ports\": \"80\"}";

            long version = device.backEnd.replace(document(device, MOVES.formatted(""), other));
            JsonObject reported = device.backEnd.await(
                    "web goes on without rights in " + shop,
                    EndToEnd.SOON,
                    now -> BackEnd.text(now, "workloads.web.phase").equals("Ready")
                            && BackEnd.text(now, "problems.p1.code").equals("NoRights"));
            String message = BackEnd.text(reported, "problems.p1.message");
            assertTrue(message.contains(shop) && message.contains("module/rbac/apps.yaml"), message);
            assertEquals(List.of(), deployments(device, shop));
            assertEquals(device.ip(0), device.address("web-front"));

            Path unused = device.rig.moduleKubeconfig(device.namespace, shop, "fairlead");
            device.converged(version);
            assertEquals(List.of("lan"), deployments(device, shop));

            Mark mark = device.rig.audit().mark();
            String moved = "\"namespace\": \"" + shop + "\", ";
            version = device.backEnd.replace(document(device, MOVES.formatted(moved), other));
            device.converged(version);
            assertEquals(device.ip(0), address(device, shop, "web-front"));
            assertEquals(List.of("lan", "web-db", "web-front"), deployments(device, shop));
            assertEquals(List.of(), deployments(device, device.appsNamespace));
            assertTrue(device.service("web-front").isEmpty());
            theFormerServiceWentAfterTheNewPodsCame(device.objectWritesSince(mark), shop);

            refused(device, document(device, MOVES.formatted("\"namespace\": \"default\", "), other));
            refused(device, document(device, MOVES.formatted("\"namespace\": \"else\", "), other));
            assertEquals(device.ip(0), address(device, shop, "web-front"));
            device.rig.deleteNamespace(shop);
        }
    }

    @Test
    void aNamespaceThatIsAbsentIsMadeAndStaysWhenItsAppGoes() {
        try (EndToEnd device = new EndToEnd()) {
            String absent = "made-for-" + device.namespace;
            device.module.set("FAIRLEAD_APPS_NAMESPACES", absent);
            List<HasMetadata> everywhere = giveAppsEverywhere(device);
            assertNull(device.admin().namespaces().withName(absent).get());
            Mark mark = device.rig.audit().mark();
            device.module.start();
            String app = "\"lan\": {\"namespace\": \"" + absent
                    + "\", \"image\": \"registry.example/lan:1\", \"ports\": \"80\"}";
            String other = "\"web\": {\"image\": \"registry.example/web:1\", \"ports\": \"80\"}";

            device.converged(device.backEnd.replace(document(device, app, other)));
            assertEquals(List.of("lan"), deployments(device, absent));
            assertEquals(Set.of(), UsedRights.unused(device, mark, "namespaces"));
            device.converged(device.backEnd.replace(document(device, other)));
            assertEquals(List.of(), deployments(device, absent));
            assertEquals(
                    "Active",
                    device.admin()
                            .namespaces()
                            .withName(absent)
                            .get()
                            .getStatus()
                            .getPhase());

            device.rig.deleteNamespace(absent);
            everywhere.forEach(object -> device.admin().resource(object).delete());
        }
    }

    private static void refused(EndToEnd device, String document) {
        String version = Long.toString(device.backEnd.replace(document));
        JsonObject unused = device.backEnd.await(
                "version " + version + " is refused",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "status.desiredVersion").equals(version)
                        && BackEnd.text(now, "problems.p1.path").equals("apps.web.namespace")
                        && BackEnd.text(now, "problems.p1.code").equals("ForbiddenSetting"));
    }

    /** The rights of {@code apps.yaml} for the whole cluster. */
    private static List<HasMetadata> giveAppsEverywhere(EndToEnd device) {
        String name = "fairlead-apps-" + device.namespace;
        ClusterRole role = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(device.admin()
                        .rbac()
                        .roles()
                        .inNamespace(device.appsNamespace)
                        .withName(name)
                        .require()
                        .getRules())
                .build();
        ClusterRoleBinding binding = new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", "fairlead", device.namespace)
                .build();
        return List.of(
                device.admin().resource(role).create(),
                device.admin().resource(binding).create());
    }

    private static void theFormerServiceWentAfterTheNewPodsCame(List<AuditCall> writes, String shop) {
        List<String> calls = writes.stream()
                .map(call -> call.verb() + " " + call.resource() + " "
                        + (call.namespace().equals(shop) ? "new" : "former") + "/" + call.name())
                .toList();
        List<String> order = List.of(
                "patch deployments new/web-db",
                "patch deployments new/web-front",
                "delete services former/web-front",
                "patch services new/web-front");
        List<Integer> places = order.stream().map(calls::indexOf).toList();
        assertTrue(places.stream().noneMatch(place -> place < 0), calls::toString);
        assertEquals(places.stream().sorted().toList(), places, calls::toString);
        assertTrue(
                calls.indexOf("delete deployments former/web-db") > calls.indexOf("patch deployments new/web-front"),
                calls::toString);
    }

    private static List<String> deployments(EndToEnd device, String namespace) {
        return device.admin().apps().deployments().inNamespace(namespace).list().getItems().stream()
                .map(deployment -> deployment.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static String address(EndToEnd device, String namespace, String service) {
        return device
                .admin()
                .services()
                .inNamespace(namespace)
                .withName(service)
                .require()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .stream()
                .map(LoadBalancerIngress::getIp)
                .findFirst()
                .orElse("");
    }

    private static String document(EndToEnd device, String... apps) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {%s}}
                """.formatted(device.range(0, 0), String.join(", ", apps));
    }
}
