package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tier whose variables come from a Secret that an administrator has not made yet. */
@NeedsRig
class SecretIT {

    private static final String VALUE = "correct-horse-battery";

    private final EndToEnd device = new EndToEnd();

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void aTierSaysWhatItLacksAndStartsWhenItIsThereThoughNoSecretIsRead() {
        Mark start = device.rig.audit().mark();
        device.module.start();
        device.backEnd.patch("{\"schema\":1,\"apps\":{\"web\":{\"image\":\"registry.example/web:1\",\"ports\":\"80\","
                + "\"secretEnv\":{\"DB_PASSWORD\":\"shop-db/password\",\"DB_USER\":\"shop-db/user\"}}}}");

        JsonObject reported = awaitTold("secret \"shop-db\" not found; create it in namespace " + device.appsNamespace
                + " with key password and key user");
        assertEquals("DeadlineExceeded", BackEnd.text(reported, "workloads.web.tiers.web.code"));
        assertEquals("0/1", BackEnd.text(reported, "workloads.web.tiers.web.ready"));
        List<String> pods = pods();
        Mark applied = device.rig.audit().mark();

        Secret unusedFirst = secret(Map.of("user", "shop")).create();
        awaitTold("couldn't find key password in Secret " + device.appsNamespace + "/shop-db");

        Secret unusedWhole = secret(Map.of("user", "shop", "password", VALUE)).update();
        reported = device.backEnd.await(
                "the tier is ready",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.phase").equals("Ready"));
        assertEquals("1/1", BackEnd.text(reported, "workloads.web.tiers.web.ready"));
        assertFalse(reported.toString().contains(VALUE), reported::toString);
        assertEquals(pods, pods(), "the same pod became ready");
        assertEquals(List.of(), device.objectWritesSince(applied));

        List<AuditCall> calls = device.rig.audit().since(start).all().stream()
                .filter(call -> call.user().equals(device.user()))
                .toList();
        assertTrue(calls.stream().anyMatch(call -> call.resource().equals("deployments")), calls::toString);
        assertEquals(
                List.of(),
                calls.stream().filter(call -> call.resource().equals("secrets")).toList());
    }

    private JsonObject awaitTold(String words) {
        return device.backEnd.await(
                words,
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.tiers.web.message").contains(words));
    }

    private Resource<Secret> secret(Map<String, String> values) {
        return device.admin()
                .secrets()
                .inNamespace(device.appsNamespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("shop-db")
                        .endMetadata()
                        .withStringData(values)
                        .build());
    }

    private List<String> pods() {
        return device.admin().pods().inNamespace(device.appsNamespace).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .toList();
    }
}
