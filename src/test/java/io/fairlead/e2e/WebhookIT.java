package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.rig.NeedsRig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The API server asks a webhook about a pool, and nobody answers. */
@NeedsRig
class WebhookIT {

    private static final String NAME = "ipaddresspoolvalidationwebhook.metallb.io";

    /** As MetalLB's own, with a port on which nobody listens. */
    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: down}
            webhooks:
            - name: %s
              admissionReviewVersions: [v1]
              clientConfig: {url: "https://127.0.0.1:1/validate"}
              failurePolicy: Fail
              sideEffects: None
              rules:
              - apiGroups: [metallb.io]
                apiVersions: [v1beta1]
                operations: [CREATE, UPDATE]
                resources: [ipaddresspools]
            """.formatted(NAME);

    @Test
    void aWebhookThatIsDownIsNamedAndTheChangeFollowsWhenItIsUp() {
        try (EndToEnd device = new EndToEnd()) {
            device.module.start();
            device.converged(device.backEnd.replace(document(device, 1)));
            Resource<HasMetadata> webhook = device.admin().resource(WEBHOOK);
            var unused = webhook.create();
            long version;
            try {
                version = device.backEnd.replace(document(device, 2));
                JsonObject reported = device.problem("WebhookDown");
                String problems = reported.get("problems").toString();
                assertTrue(problems.contains("IPAddressPool metallb-system/fairlead-default"), problems);
                assertTrue(problems.contains(NAME) && problems.contains("connection refused"), problems);
                assertEquals("202", BackEnd.text(reported, "network.ac"), problems);
                assertEquals("Degraded", BackEnd.text(reported, "status.phase"), problems);
                assertEquals("Ready", BackEnd.text(reported, "workloads.web.phase"), problems);
                assertTrue(pool(device).toString().contains(device.range(0, 1)));
            } finally {
                var ignored = webhook.delete();
            }
            device.converged(version);
            assertTrue(pool(device).toString().contains(device.range(0, 2)));
        }
    }

    private static Map<?, ?> pool(EndToEnd device) {
        return new MetalLbObjects(device).spec("IPAddressPool", "fairlead-default");
    }

    private static String document(EndToEnd device, int last) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "80"}}}
                """.formatted(device.range(0, last));
    }
}
