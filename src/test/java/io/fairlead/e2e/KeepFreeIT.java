package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Addresses that stay unassigned beside a Service that is not Fairlead's. */
@NeedsRig
class KeepFreeIT {

    @ParameterizedTest
    @EnumSource
    void theLastAddressIsLeftAndGivenWhenThereAreMore(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            device.module.start();
            device.converged(device.backEnd.replace(document(device, "a")));
            assertEquals(device.ip(0), device.awaitAddress("a"));
            Service edgeHub = device.admin()
                    .resource(new ServiceBuilder()
                            .withNewMetadata()
                            .withName("edgehub")
                            .withNamespace(device.namespace)
                            .endMetadata()
                            .withNewSpec()
                            .withType("LoadBalancer")
                            .addNewPort()
                            .withPort(8883)
                            .endPort()
                            .endSpec()
                            .build())
                    .create();
            Eventually.value("edgehub has an address", EndToEnd.SOON, () -> ip(device, edgeHub));

            long version = device.backEnd.replace(document(device, "a", "b"));
            assertTrue(device.problem("PoolExhausted").toString().contains("keepFree"));
            assertEquals(Optional.empty(), device.service("b"));
            assertEquals(device.ip(0), device.address("a"));

            var unused = device.admin().resource(edgeHub).delete();
            device.converged(version);
            assertEquals(device.ip(1), device.address("b"));
        }
    }

    private static Optional<String> ip(EndToEnd device, Service service) {
        return device.admin().resource(service).get().getStatus().getLoadBalancer().getIngress().stream()
                .map(ingress -> ingress.getIp())
                .findFirst();
    }

    private static String document(EndToEnd device, String... apps) {
        StringBuilder text = new StringBuilder();
        for (String app : apps) {
            text.append(text.isEmpty() ? "" : ",")
                    .append("\"")
                    .append(app)
                    .append("\": {\"image\": \"web.example/shop:1\", \"expose\": \"external\", \"ports\": \"80\"}");
        }
        return """
                {"schema": 1,
                 "network": {"services": {"keepFree": 1, "pools": {"default": {"addresses": "%s"}}}},
                 "apps": {%s}}
                """.formatted(device.range(0, 2), text);
    }
}
