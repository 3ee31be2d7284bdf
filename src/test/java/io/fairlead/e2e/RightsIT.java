package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The module started with one file of {@code module/rbac} missing, then the file applied. In each round the document
 * changes app and pool, so that it shows what goes on.
 */
@NeedsRig
class RightsIT {

    /** The first five seconds a watch asks every two seconds, then once a minute. */
    private static final int REFUSALS = 8;

    @SuppressWarnings("NullAway.Init") // each test has one of its own
    private EndToEnd device;

    private int round;

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void eachMissingFileCostsItsAreaAloneUntilItIsApplied() {
        device = new EndToEnd();
        bringUp();

        without("pools", "network.services.pools", "pools", "none", this::appFollows);
        without("apps", "apps", "apps", "none", this::poolFollows);
        without(
                "nodes",
                "network.nodes.range",
                "nodes",
                "none",
                reported -> poolFollows(reported) && appFollows(reported));
        without("pods", "", "pods", "none", reported -> poolFollows(reported) && appFollows(reported));
        without(
                "cluster-read",
                "network.services",
                "apps",
                "write",
                reported -> poolFollows(reported) && appFollows(reported));
        withoutTheLedgerNothingIsTouched();
    }

    @Test
    void beforeMetalLb013TheSameHolds() {
        device = new EndToEnd(Regime.CONFIG_MAP);
        device.rig.configureMetalLb("bgp-communities: {}\n");
        bringUp();

        without("pools", "network.services.pools", "pools", "none", this::appFollows);
        without("apps", "apps", "apps", "none", this::poolFollows);
    }

    @Test
    void whereOthersServicesMayNotBeReadAPoolGivesNoAddressUp() {
        device = new EndToEnd();
        HasMetadata binding = take("cluster-read");
        Mark mark = device.rig.audit().mark();
        device.module.start();
        JsonObject unused = awaitProblem(device.backEnd.patch(twin(0, 3)), "network.services", "cluster-read");
        device.backEnd.await(
                "web is ready",
                EndToEnd.SOON,
                reported -> BackEnd.text(reported, "workloads.web.phase").equals("Ready"));
        String address = device.address("web");
        assertTrue(Collections.disjoint(RightsUsedIT.OF_ONE_NAMESPACE, UsedRights.unused(device, mark, "apps")));

        long shrinks = device.backEnd.patch(twin(0, 2));
        JsonObject refused = awaitProblem(shrinks, "network.services.pools.default.addresses", "cluster-read");
        assertEquals("403", BackEnd.text(refused, "network.ac"));
        assertTrue(poolHas(device.range(0, 3)), "the pool is as it was");

        give(binding);
        device.converged(shrinks);
        assertTrue(poolHas(device.range(0, 2)), "the pool shrank");
        assertEquals(address, device.address("web"));
    }

    private void bringUp() {
        device.module.start();
        device.converged(device.backEnd.patch(twin(0, 3)));
    }

    private void without(String file, String path, String area, String access, Predicate<JsonObject> goesOn) {
        device.module.stop();
        HasMetadata binding = take(file);
        Mark mark = device.rig.audit().mark();
        device.module.start();
        round++;
        long version = device.backEnd.patch(twin(0, 3 + round % 2));

        JsonObject reported = path.isEmpty() ? device.converged(version) : awaitProblem(version, path, file);
        assertEquals(access, BackEnd.text(reported, "device.rights." + area), reported::toString);
        Eventually.holds(
                "without " + file + " the rest goes on", EndToEnd.SOON, () -> goesOn.test(device.backEnd.reported()));
        List<AuditCall> refused = device.rig.audit().since(mark).all().stream()
                .filter(call -> call.user().equals(device.user()) && call.code() == 403)
                .toList();
        assertEquals(List.of(), refused.stream().filter(AuditCall::isWrite).toList());
        Map<String, Long> asked =
                refused.stream().collect(Collectors.groupingBy(AuditCall::uri, Collectors.counting()));
        assertTrue(asked.values().stream().allMatch(times -> times <= REFUSALS), asked::toString);

        give(binding);
        JsonObject again = device.converged(version);
        assertTrue(poolFollows(again) && appFollows(again), again::toString);
        assertEquals("Ready", BackEnd.text(again, "workloads.web.phase"), again::toString);
    }

    private void withoutTheLedgerNothingIsTouched() {
        device.module.stop();
        HasMetadata binding = take("ledger");
        Mark mark = device.rig.audit().mark();
        device.module.start();
        round++;
        long version = device.backEnd.patch(twin(0, 3 + round % 2));

        JsonObject reported = device.problem("NoRights");
        assertEquals("Blind", BackEnd.text(reported, "status.phase"), reported::toString);
        assertTrue(
                BackEnd.text(reported, "problems.p1.message").endsWith("apply module/rbac/ledger.yaml"),
                reported::toString);
        assertEquals(List.of(), device.writesSince(mark));

        give(binding);
        device.converged(version);
    }

    private JsonObject awaitProblem(long version, String path, String file) {
        return device.backEnd.await(
                "NoRights at " + path,
                EndToEnd.SOON,
                reported -> BackEnd.text(reported, "status.desiredVersion").equals(Long.toString(version))
                        && reported.has("problems")
                        && reported.getAsJsonObject("problems").entrySet().stream()
                                .map(entry -> entry.getValue().getAsJsonObject())
                                .anyMatch(problem -> BackEnd.text(problem, "path")
                                                .equals(path)
                                        && BackEnd.text(problem, "code").equals("NoRights")
                                        && BackEnd.text(problem, "message").contains("module/rbac/" + file + ".yaml")));
    }

    private boolean appFollows(JsonObject reported) {
        return device.container("web").getEnv().stream()
                .anyMatch(env -> env.getValue().equals("round " + round));
    }

    private boolean poolFollows(JsonObject reported) {
        return poolHas(device.range(0, 3 + round % 2));
    }

    private boolean poolHas(String range) {
        if (device.rig.regime() == Regime.CONFIG_MAP) {
            return device.rig.metalLbConfiguration().contains(range);
        }
        return device.admin()
                .genericKubernetesResources("metallb.io/v1beta1", "IPAddressPool")
                .inNamespace("metallb-system")
                .withName("fairlead-default")
                .require()
                .getAdditionalProperties()
                .toString()
                .contains(range);
    }

    private String twin(int first, int last) {
        return """
                {"schema": 1,
                 "network": {"nodes": {"range": "10.126.75.200-10.126.75.202"},
                             "services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "nginx:1.27", "expose": "external", "ports": "80",
                                  "env": {"ROUND": "round %d"}}}}
                """.formatted(device.range(first, last), round);
    }

    /** Takes the rights of a file away, and gives the binding that gave them. */
    private HasMetadata take(String file) {
        Resource<? extends HasMetadata> binding = binding(file);
        HasMetadata taken = binding.get();
        binding.delete();
        return taken;
    }

    private Resource<? extends HasMetadata> binding(String file) {
        String name = "fairlead-" + file + "-" + device.namespace;
        Function<String, Resource<? extends HasMetadata>> inNamespace = namespace ->
                device.admin().rbac().roleBindings().inNamespace(namespace).withName(name);
        return switch (file) {
            case "pools" -> inNamespace.apply("metallb-system");
            case "apps" -> inNamespace.apply(device.appsNamespace);
            case "ledger" -> inNamespace.apply(device.namespace);
            default -> device.admin().rbac().clusterRoleBindings().withName(name);
        };
    }

    private void give(HasMetadata binding) {
        binding.getMetadata().setResourceVersion(null);
        binding.getMetadata().setUid(null);
        HasMetadata unused = device.admin().resource(binding).create();
    }
}
