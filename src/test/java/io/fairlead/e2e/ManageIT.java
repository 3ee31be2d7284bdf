package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools that somebody else made, compared and taken over, and what limits the announcement of Fairlead's own. */
@NeedsRig
class ManageIT {

    @ParameterizedTest
    @EnumSource
    void observedPoolsAreComparedAndGiveAddressesAndNothingIsWritten(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            site(device, 0, 1);
            Mark mark = device.rig.audit().mark();
            device.module.start();
            long version = device.backEnd.replace(document(device, "observe", 0, 2));

            JsonObject reported = device.degraded("AddressNotInPool");
            assertToldWhatToEnter(device, reported, 2);
            assertEquals("2", BackEnd.text(reported, "pools.default.total"));
            assertEquals(device.ip(0), device.awaitAddress("web"));

            site(device, 0, 2);
            reported = device.converged(version);
            assertEquals("3", BackEnd.text(reported, "pools.default.total"));
            assertEquals(List.of(), poolWrites(device, mark));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheRightToWriteTheOperatorIsToldWhatToEnterAndThatIsEnough(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            site(device, 0, 1);
            readOnly(device);
            Mark mark = device.rig.audit().mark();
            device.module.start();
            long version = device.backEnd.replace(document(device, "own", 0, 2));

            JsonObject reported = device.degraded("NoRights");
            assertToldWhatToEnter(device, reported, 2);
            assertTrue(reported.toString().contains("apply module/rbac/pools.yaml"), reported::toString);
            assertEquals(device.ip(0), device.awaitAddress("web"));

            site(device, 0, 2);
            reported = device.converged(version);
            assertEquals("read", BackEnd.text(reported, "device.rights.pools"));
            assertEquals(List.of(), poolWrites(device, mark));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdoptedPoolFollowsTheTwinAndStaysWhenItLeaves(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            site(device, 0, 1);
            device.module.start();
            long version = device.backEnd.replace(document(device, "adopt", 0, 2));
            if (regime == Regime.CRD) {
                String conflict = device.problem("Conflict").toString();
                assertTrue(conflict.contains("site") && conflict.contains(".spec.addresses"), conflict);
                site(device, 0, 2); // Who has the fields gives the same value, and shares them.
            }
            device.converged(version);
            assertEquals(device.ip(0), device.awaitAddress("web"));
            assertSite(device, 0, 2);

            Mark calm = device.rig.audit().mark();
            device.backEnd.replace(document(device, "adopt", 1, 2));
            assertTrue(device.problem("AddressInUse").toString().contains(device.ip(0)));
            device.converged(device.backEnd.replace(document(device, "adopt", 0, 2)));
            device.converged(device.backEnd.replace(document(device, "own", 0, 2)));
            device.converged(
                    device.backEnd.replace("{\"schema\": 1, \"apps\": {}, \"control\": {\"allowEmpty\": true}}"));
            assertSite(device, 0, 2);
            assertEquals(List.of(), poolWrites(device, calm));
        }
    }

    @Test
    void aPoolIsTakenFromEachOfItsManagersThatIsNamedAndNotBefore() {
        try (EndToEnd device = new EndToEnd()) {
            site(device, 0, 1);
            device.module.start();
            device.backEnd.replace(document(device, "adopt", 0, 3));
            assertTrue(device.problem("Conflict").toString().contains("site has .spec.addresses"));
            Mark mark = device.rig.audit().mark();
            device.backEnd.patch("{\"control\": {\"takeOwnership\": \"helm\", \"reconcileNonce\": \"now\"}}");
            JsonObject refused = device.backEnd.await(
                    "the nonce is answered",
                    EndToEnd.SOON,
                    report -> BackEnd.text(report, "status.reconcileNonce").equals("now"));
            assertTrue(refused.toString().contains("site has .spec.addresses"), refused::toString);
            assertEquals("409", BackEnd.text(refused, "network.ac"));
            assertSite(device, 0, 1);
            assertTrue(poolWrites(device, mark).stream().noneMatch(call -> call.code() == 200));

            device.converged(device.backEnd.patch("{\"control\": {\"takeOwnership\": \"helm, site\"}}"));
            assertSite(device, 0, 3);
            device.converged(device.backEnd.replace(document(device, "adopt", 0, 2)));
            assertSite(device, 0, 2);
        }
    }

    private static void assertSite(EndToEnd device, int first, int last) {
        if (device.rig.regime() == Regime.CRD) {
            MetalLbObjects objects = new MetalLbObjects(device);
            assertEquals(
                    List.of(device.range(first, last)),
                    objects.spec("IPAddressPool", "default").get("addresses"));
            assertEquals(Map.of(), objects.spec("IPAddressPool", "fairlead-default"));
        } else {
            String kept = device.range(first, last - 1);
            assertEquals(
                    text(device, first, last - 1).replace(kept, kept + ", " + device.range(last, last)),
                    device.rig.metalLbConfiguration());
        }
    }

    @Test
    void aPoolIsAnnouncedByTheNodesAndOnTheInterfacesThatAreNamed() {
        try (EndToEnd device = new EndToEnd()) {
            String node = device.name + "-node";
            device.rig.addNode(node, "192.0.2.77");
            try {
                device.module.start();
                device.converged(device.backEnd.replace(limited(device, "eth1, eth2", node)));
                Map<?, ?> spec = new MetalLbObjects(device).spec("L2Advertisement", "fairlead-default");
                assertEquals(List.of("eth1", "eth2"), spec.get("interfaces"));
                assertTrue(spec.toString().contains("values=[" + node + "]"), spec::toString);
                Mark calm = device.rig.audit().mark();

                device.backEnd.replace(limited(device, "eth1, eth2", "nobody"));
                device.backEnd.await(
                        "no node announces",
                        EndToEnd.SOON,
                        report -> BackEnd.text(report, "workloads.web.tiers.web.code")
                                .equals("NotAdvertised"));
                assertEquals(1, poolWrites(device, calm).size());

                device.converged(device.backEnd.replace(document(device, "own", 0, 2)));
                assertEquals(
                        Map.of("ipAddressPools", List.of("fairlead-default")),
                        new MetalLbObjects(device).spec("L2Advertisement", "fairlead-default"));
            } finally {
                device.rig.removeNode(node);
            }
        }
    }

    private static String limited(EndToEnd device, String interfaces, String nodes) {
        return document(device, "own", 0, 2)
                .replace(
                        "\"addresses\"",
                        "\"interfaces\": \"" + interfaces + "\", \"nodes\": \"" + nodes + "\", \"addresses\"");
    }

    private static void assertToldWhatToEnter(EndToEnd device, JsonObject reported, int last) {
        String wanted = "make the pools of the cluster have exactly " + device.range(0, last);
        assertTrue(reported.toString().contains(wanted), reported::toString);
        assertTrue(reported.toString().contains("is in no pool of the cluster"), reported::toString);
    }

    /** What the device itself or its administrator configures. */
    private static void site(EndToEnd device, int first, int last) {
        if (device.rig.regime() == Regime.CRD) {
            new MetalLbObjects(device).pool("default", device.range(first, last));
        } else {
            device.rig.configureMetalLb(text(device, first, last));
        }
    }

    private static String text(EndToEnd device, int first, int last) {
        return """
                address-pools:
                - addresses: [%s]   # the site's own
                  protocol: layer2
                  name: default
                """.formatted(device.range(first, last));
    }

    private static void readOnly(EndToEnd device) {
        var role = device.admin()
                .rbac()
                .roles()
                .inNamespace(MetalLbObjects.NAMESPACE)
                .withName("fairlead-pools-" + device.namespace);
        Role unused = role.edit(now -> {
            now.getRules().forEach(rule -> rule.setVerbs(List.of("get", "list", "watch")));
            return now;
        });
        Eventually.holds(
                "the right is gone",
                EndToEnd.SOON,
                () -> role.get().getRules().get(0).getVerbs().size() == 3);
    }

    private static List<AuditCall> poolWrites(EndToEnd device, Mark mark) {
        return device.writesSince(mark).stream()
                .filter(call -> MetalLbObjects.NAMESPACE.equals(call.namespace()))
                .toList();
    }

    private static String document(EndToEnd device, String manage, int first, int last) {
        return """
                {"schema": 1,
                 "network": {"services": {"manage": "%s", "pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "http=80"}}}
                """.formatted(manage, device.range(first, last));
    }
}
