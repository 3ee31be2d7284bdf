package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An external tier of TCP and UDP, by MetalLB of both regimes. */
@NeedsRig
class MixedTierIT {

    @ParameterizedTest
    @EnumSource
    void aTierThatGetsAndLosesItsSecondProtocolKeepsItsOneAddress(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            device.module.start();
            device.converged(device.backEnd.replace(document(device, "53/UDP")));
            assertEquals(device.ip(0), device.address("dns"));

            JsonObject reported = device.converged(device.backEnd.replace(document(device, "53/UDP, 53, 80:8080")));
            assertEquals(device.ip(0), device.address("dns-udp"));
            assertEquals(device.ip(0), device.address("dns-tcp"));
            assertTrue(device.service("dns").isEmpty());
            assertEquals(device.ip(0), BackEnd.text(reported, "workloads.dns.tiers.dns.address"));
            assertEquals("1", BackEnd.text(reported, "pools.default.used"));

            Mark mark = device.rig.audit().mark();
            var unused = device.backEnd.patch("{\"control\": {\"reconcileNonce\": \"again\"}}");
            device.backEnd.await(
                    "the reconcile that was asked for",
                    EndToEnd.SOON,
                    now -> BackEnd.text(now, "status.reconcileNonce").equals("again")
                            && BackEnd.text(now, "status.phase").equals("Converged"));
            assertEquals(List.of(), device.objectWritesSince(mark));

            device.converged(device.backEnd.replace(document(device, "53")));
            assertEquals(device.ip(0), device.address("dns"));
            assertTrue(device.service("dns-udp").isEmpty());
        }
    }

    private static String document(EndToEnd device, String ports) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"dns": {"image": "registry.example/dns:1", "expose": "external", "ports": "%s"},
                          "web": {"image": "registry.example/web:1", "replicas": 0, "ports": "80"}}}
                """.formatted(device.range(0, 0), ports);
    }
}
