package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that others have, or want. */
@NeedsRig
class OwnershipIT {

    @SuppressWarnings("NullAway.Init") // each test has one of its own
    private EndToEnd device;

    @AfterEach
    void endDevice() {
        device.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondWriterIsAnsweredThreeTimesAndThenNamedAndTheOtherAppGoesOn(Regime regime) throws Exception {
        begin(regime);
        device.converged(device.backEnd.patch(twin(1, "")));
        Mark mark = device.rig.audit().mark();
        AtomicInteger rounds = new AtomicInteger();
        Thread second = Thread.ofVirtual().start(() -> {
            while (rounds.get() >= 0) {
                attempt(() -> setReplicas(5));
                attempt(() -> setTrafficPolicy("Local"));
                attempt(() -> setAddresses(rounds.incrementAndGet()));
            }
        });
        try {
            JsonObject contended = device.backEnd.await(
                    "three objects are contended",
                    EndToEnd.SOON,
                    reported -> reported.toString().split("Contended").length > 5); // Each in its acknowledgement too.
            assertEachIsNamed(contended);

            long version = device.backEnd.patch("{\"apps\":{\"db\":{\"image\":\"postgres:17\"}}}");
            Eventually.holds(
                    "the other app follows",
                    EndToEnd.SOON,
                    () -> deployment("db")
                            .require()
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getImage()
                            .equals("postgres:17"));
            assertTrue(version > 0);
            for (String name : List.of("web", "api", regime == Regime.CRD ? "fairlead-default" : "config")) {
                assertEquals(3, writes(mark, name), () -> name + ": " + device.objectWritesSince(mark));
            }
            assertEquals(5, deployment("web").require().getSpec().getReplicas());
        } finally {
            rounds.set(Integer.MIN_VALUE);
            second.join();
        }

        long changed = device.backEnd.patch("""
                {"apps": {"web": {"replicas": 2}, "api": {"trafficPolicy": "Local"}},
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}}}
                """.formatted(device.range(0, 4)));
        device.converged(changed);
        assertEquals(2, deployment("web").require().getSpec().getReplicas());
    }

    private void assertEachIsNamed(JsonObject contended) {
        String problems = contended.get("problems").toString().replace("\\", "");
        String writer = "fabric8-kubernetes-client has ";
        assertTrue(problems.contains("Deployment " + device.appsNamespace + "/web"), problems);
        assertTrue(problems.contains(writer + ".spec.replicas (is 5, desired 1)"), problems);
        assertTrue(problems.contains("Service " + device.appsNamespace + "/api"), problems);
        assertTrue(
                problems.contains(writer + ".spec.externalTrafficPolicy (is \"Local\", desired \"Cluster\")"),
                problems);
        String addresses =
                device.rig.regime() == Regime.CRD ? ".spec.addresses[0]" : ".data.config.fairlead-default.addresses[0]";
        assertTrue(
                problems.contains(writer + addresses + " (is \"" + device.range(0, 2) + "\", desired \""
                        + device.range(0, 3) + "\")"),
                problems);
        assertEquals("409", BackEnd.text(contended, "apps.ac"), problems);
        assertEquals("409", BackEnd.text(contended, "network.ac"), problems);
    }

    private long writes(Mark mark, String name) {
        return device.objectWritesSince(mark).stream()
                .filter(call -> call.name().equals(name))
                .filter(call -> !call.resource().endsWith("advertisements"))
                .count();
    }

    private void begin(Regime regime) {
        device = new EndToEnd(regime);
        if (regime == Regime.CONFIG_MAP) {
            device.rig.configureMetalLb("bgp-communities: {}\n");
        }
        device.module.start();
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfAnotherManagerAreNamedAndTakenOnlyWhenEachIsListed(Regime regime) {
        begin(regime);
        String foreign = """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: %s}
                spec: {type: ClusterIP, selector: {app: theirs}, ports: [{name: http, port: 80, targetPort: 9999}]}
                """.formatted(device.appsNamespace);
        Object unused = device.admin().resource(foreign).fieldManager("site").serverSideApply();
        device.backEnd.patch(twin(1, ""));
        JsonObject refused = device.problem("Conflict");
        assertTrue(refused.get("problems").toString().contains("name its field managers"), refused::toString);

        device.backEnd.patch("{\"control\":{\"takeOwnership\":\"helm\"}}");
        JsonObject named = device.backEnd.await(
                "the conflict names manager, path and both values",
                EndToEnd.SOON,
                reported -> reported.has("problems")
                        && reported.get("problems")
                                .toString()
                                .contains("site has .spec.type (is \\\"ClusterIP\\\", desired \\\"LoadBalancer\\\")"));
        assertEquals("409", BackEnd.text(named, "apps.ac"), named::toString);
        assertEquals("ClusterIP", device.service("web").orElseThrow().getSpec().getType());

        device.converged(device.backEnd.patch("{\"control\":{\"takeOwnership\":\"helm, site\"}}"));
        assertEquals(
                "LoadBalancer", device.service("web").orElseThrow().getSpec().getType());
    }

    private static void attempt(Runnable write) {
        try {
            write.run();
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            assertTrue(true, "somebody else wrote in between: the next round tries again");
        }
    }

    private void setReplicas(int replicas) {
        if (deployment("web").require().getSpec().getReplicas() != replicas) {
            Deployment unused = deployment("web").edit(live -> {
                live.getSpec().setReplicas(replicas);
                return live;
            });
        }
    }

    private void setTrafficPolicy(String policy) {
        Service now = device.service("api").orElseThrow();
        if (!policy.equals(now.getSpec().getExternalTrafficPolicy())) {
            now.getSpec().setExternalTrafficPolicy(policy);
            Service unused = device.admin().resource(now).update();
        }
    }

    /** Takes one address out of the pool; in the text it changes what is not Fairlead's too. */
    private void setAddresses(int round) {
        if (device.rig.regime() == Regime.CONFIG_MAP) {
            String text = device.rig.metalLbConfiguration();
            if (text.contains(device.range(0, 3))) {
                device.rig.configureMetalLb(
                        text.replace(device.range(0, 3), device.range(0, 2)) + "# round " + round + "\n");
            }
            return;
        }
        var pools = device.admin()
                .genericKubernetesResources("metallb.io/v1beta1", "IPAddressPool")
                .inNamespace(MetalLbObjects.NAMESPACE)
                .withName("fairlead-default");
        GenericKubernetesResource pool = pools.require();
        if (pool.getAdditionalProperties().toString().contains(device.range(0, 3))) {
            pool.<Map<String, Object>>get("spec").put("addresses", List.of(device.range(0, 2)));
            GenericKubernetesResource unused = device.admin().resource(pool).update();
        }
    }

    private RollableScalableResource<Deployment> deployment(String name) {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName(name);
    }

    private String twin(int replicas, String takeOwnership) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "nginx:1.27", "replicas": %d, "expose": "external", "ports": "http=80"},
                          "api": {"image": "nginx:1.27", "expose": "external", "ports": "http=80"},
                          "db": {"image": "postgres:16", "ports": "5432"}},
                 "control": {"takeOwnership": "%s"}}
                """.formatted(device.range(0, 3), replicas, takeOwnership);
    }
}
