package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fields that others have, or want. */
@NeedsRig
class OwnershipIT {

    private final EndToEnd device = new EndToEnd();

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void aSecondWriterIsAnsweredThreeTimesAndThenNamedAndTheOtherAppGoesOn() throws Exception {
        device.module.start();
        device.converged(device.backEnd.patch(twin(1, "")));
        Mark mark = device.rig.audit().mark();
        AtomicBoolean fights = new AtomicBoolean(true);
        Thread second = Thread.ofVirtual().start(() -> {
            while (fights.get()) {
                setReplicas(5);
            }
        });
        try {
            JsonObject contended = device.problem("Contended");
            String problem = contended.get("problems").toString();
            assertTrue(problem.contains("Deployment " + device.appsNamespace + "/web"), problem);
            assertTrue(problem.contains("fabric8-kubernetes-client has .spec.replicas (is 5, wanted 1)"), problem);
            assertEquals("409", BackEnd.text(contended, "apps.ac"), problem);

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
            assertEquals(
                    3,
                    device.objectWritesSince(mark).stream()
                            .filter(call -> call.name().equals("web"))
                            .count(),
                    () -> device.objectWritesSince(mark).toString());
            assertEquals(5, deployment("web").require().getSpec().getReplicas());
        } finally {
            fights.set(false);
            second.join();
        }

        long changed = device.backEnd.patch("{\"apps\":{\"web\":{\"replicas\":2}}}");
        device.converged(changed);
        assertEquals(2, deployment("web").require().getSpec().getReplicas());
    }

    @Test
    void fieldsOfAnotherManagerAreNamedAndTakenOnlyWhenEachIsListed() {
        String foreign = """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: %s}
                spec: {type: ClusterIP, selector: {app: theirs}, ports: [{name: http, port: 80, targetPort: 9999}]}
                """.formatted(device.appsNamespace);
        Object unused = device.admin().resource(foreign).fieldManager("site").serverSideApply();
        device.module.start();
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
                                .contains("site has .spec.type (is \\\"ClusterIP\\\", wanted \\\"LoadBalancer\\\")"));
        assertEquals("409", BackEnd.text(named, "apps.ac"), named::toString);
        assertEquals("ClusterIP", device.service("web").orElseThrow().getSpec().getType());

        device.converged(device.backEnd.patch("{\"control\":{\"takeOwnership\":\"helm, site\"}}"));
        assertEquals(
                "LoadBalancer", device.service("web").orElseThrow().getSpec().getType());
    }

    private void setReplicas(int replicas) {
        try {
            Deployment now = deployment("web").get();
            if (now != null && now.getSpec().getReplicas() != replicas) {
                Deployment unused = deployment("web").edit(live -> {
                    live.getSpec().setReplicas(replicas);
                    return live;
                });
            }
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            assertTrue(true, "somebody else wrote in between: the next round tries again");
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
                          "db": {"image": "postgres:16", "ports": "5432"}},
                 "control": {"takeOwnership": "%s"}}
                """.formatted(device.range(0, 3), replicas, takeOwnership);
    }
}
