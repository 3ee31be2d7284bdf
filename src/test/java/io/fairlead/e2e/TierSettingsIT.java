package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tier can say, on the API servers of both regimes. */
@NeedsRig
class TierSettingsIT {

    private static void makeSecret(EndToEnd device) {
        Secret unused = device.admin()
                .secrets()
                .inNamespace(device.appsNamespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("shop-db")
                        .endMetadata()
                        .addToStringData("password", "a")
                        .build())
                .create();
    }

    @ParameterizedTest
    @EnumSource
    void everythingATierCanSayIsInTheClusterAndNothingIsWrittenAgain(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            makeSecret(device);
            device.module.start();
            device.converged(device.backEnd.replace(document(device, "1", "A")));

            Container container = deployment(device)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0);
            assertEquals(List.of("sh", "-c", "exec \"$0\" \"$@\""), container.getCommand());
            assertEquals(List.of("nginx", "-g", "daemon off;", ""), container.getArgs());
            assertEquals(
                    "64Mi",
                    String.valueOf(container.getResources().getRequests().get("memory")));
            assertEquals("/healthz", container.getLivenessProbe().getHttpGet().getPath());
            assertEquals("Local", device.service("shop").orElseThrow().getSpec().getExternalTrafficPolicy());

            assertEquals("A", files(device).get("site"));
            assertEquals(1, budget(device).getSpec().getMaxUnavailable().getIntVal());

            Mark mark = device.rig.audit().mark();
            var unused = device.backEnd.patch("{\"control\": {\"reconcileNonce\": \"again\"}}");
            device.backEnd.await(
                    "the reconcile that was asked for",
                    EndToEnd.SOON,
                    reported -> BackEnd.text(reported, "status.reconcileNonce").equals("again")
                            && BackEnd.text(reported, "status.phase").equals("Converged"));
            assertEquals(List.of(), device.objectWritesSince(mark));

            String before = rolledAs(device);
            JsonObject reported = device.converged(device.backEnd.replace(document(device, "2", "A")));
            assertTrue(!rolledAs(device).equals(before));
            assertEquals("2/2", BackEnd.text(reported, "workloads.shop.tiers.shop.ready"));

            before = rolledAs(device);
            mark = device.rig.audit().mark();
            device.converged(device.backEnd.replace(document(device, "2", "B")));
            assertTrue(!rolledAs(device).equals(before));
            assertEquals(
                    List.of("configmaps", "deployments"),
                    device.objectWritesSince(mark).stream()
                            .map(AuditCall::resource)
                            .toList());
        }
    }

    /** The newest ReplicaSet, by the number that the Deployment's controller gives it. */
    private static String rolledAs(EndToEnd device) {
        return String.valueOf(
                deployment(device).getMetadata().getAnnotations().get("deployment.kubernetes.io/revision"));
    }

    private static Map<String, String> files(EndToEnd device) {
        return device.admin()
                .configMaps()
                .inNamespace(device.appsNamespace)
                .withName("shop")
                .get()
                .getData();
    }

    private static PodDisruptionBudget budget(EndToEnd device) {
        return device.admin()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(device.appsNamespace)
                .withName("shop")
                .get();
    }

    private static Deployment deployment(EndToEnd device) {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName("shop")
                .get();
    }

    private static String document(EndToEnd device, String revision, String content) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"shop": {
                   "image": "ecr.device.example:31001/shop:1", "replicas": 2,
                   "expose": "external", "ports": "http=80:8080, metrics=9090", "trafficPolicy": "Local",
                   "env": {"URL": "postgres://$(DB_PASSWORD)@db"}, "secretEnv": {"DB_PASSWORD": "shop-db/password"},
                   "command": "sh -c 'exec \\"$0\\" \\"$@\\"'", "args": ["nginx", "-g", "daemon off;", ""],
                   "probe": {"http": "/healthz", "port": "http"},
                   "resources": {"cpu": "0.25", "memory": "65536Ki", "cpuLimit": "1500m", "memoryLimit": "0.5Gi", "gpu": 1},
                   "nodeSelector": "kubernetes.io/os=linux, disk=", "pullSecret": "registry-login",
                   "security": "restricted", "revision": "%s",
                   "config": {"site": {"path": "/etc/nginx/conf.d/default.conf", "content": "%s"}}
                 }}}
                """.formatted(device.range(0, 2), revision, content);
    }
}
