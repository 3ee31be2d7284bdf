package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A module's create options, pasted as they are, on a real API server with a real MetalLB. */
@NeedsRig
class CreateOptionsIT {

    /**
     * The module of <a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-deploy-stateless-application-iot-edge-module">Deploy
     * a stateless application by an IoT Edge module</a>, with the line breaks of the portal.
     */
    private static final String ARTICLE = """
            {
                "HostConfig": {
                    "PortBindings": {
                        "80/tcp": [
                            {
                                "HostPort": "8080"
                            }
                        ]
                    }
                }
            }""";

    private static final String IMAGE = "mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine";

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
        device.module.start();
    }

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void theModuleOfTheArticleIsReachedOnItsHostPortHoweverItIsSaid() {
        String pasted = new JsonPrimitive(ARTICLE).toString();
        JsonObject reported =
                device.converged(device.backEnd.patch("{\"schema\":1,\"network\":{\"services\":{\"pools\":{"
                        + "\"default\":{\"addresses\":\"" + device.range(0, 1)
                        + "\"}}}},\"apps\":{\"webserver\":{\"image\":\""
                        + IMAGE + "\",\"createOptions\":" + pasted + "}}}"));

        Service service = device.service("webserver").orElseThrow();
        ServicePort port = service.getSpec().getPorts().get(0);
        assertEquals("LoadBalancer", service.getSpec().getType());
        assertEquals(8080, port.getPort());
        assertEquals(80, port.getTargetPort().getIntVal());
        assertEquals(80, container().getPorts().get(0).getContainerPort());
        assertEquals(device.ip(0), device.address("webserver"));
        assertEquals("Ready", BackEnd.text(reported, "workloads.webserver.tiers.webserver.phase"));
        assertEquals("8080/TCP", BackEnd.text(reported, "workloads.webserver.tiers.webserver.ports"));

        Mark mark = device.rig.audit().mark();
        device.converged(device.backEnd.patch("{\"apps\":{\"webserver\":{\"createOptions\":" + ARTICLE + "}}}"));
        device.converged(device.backEnd.patch(
                "{\"apps\":{\"webserver\":{\"createOptions\":null,\"expose\":\"external\",\"ports\":\"8080:80\"}}}"));
        assertEquals(List.of(), device.objectWritesSince(mark));
    }

    @Test
    void whatOnlyCreateOptionsSayIsCarriedOutAndTakenBack() {
        device.converged(device.backEnd.patch("{\"schema\":1,\"apps\":{\"webserver\":{\"image\":\"" + IMAGE + "\"}}}"));
        assertEquals("RollingUpdate", deployment().getSpec().getStrategy().getType());

        String options = """
                {"Entrypoint": "/bin/sh", "Cmd": ["-c", "exec sleep 60"], "WorkingDir": "/srv",
                 "Labels": {"org.example.team": "edge"}, "Env": ["Logging:Level=info"],
                 "k8s-experimental": {
                   "strategy": {"type": "Recreate"}, "resources": {"limits": {"memory": "1024Mi"}}}}""";
        device.converged(device.backEnd.patch(
                "{\"apps\":{\"webserver\":{\"createOptions\":" + new JsonPrimitive(options) + "}}}"));
        assertEquals("Recreate", deployment().getSpec().getStrategy().getType());
        assertEquals(List.of("/bin/sh"), container().getCommand());
        assertEquals(List.of("-c", "exec sleep 60"), container().getArgs());
        assertEquals("/srv", container().getWorkingDir());
        assertEquals("Logging__Level", container().getEnv().get(0).getName());
        assertEquals(
                new Quantity("1Gi"), container().getResources().getRequests().get("memory"));
        PodTemplateSpec template = deployment().getSpec().getTemplate();
        assertEquals("edge", template.getMetadata().getAnnotations().get("org.example.team"));

        Mark mark = device.rig.audit().mark();
        device.converged(device.backEnd.patch("{\"control\":{\"reconcileNonce\":\"again\"}}"));
        assertEquals(List.of(), device.objectWritesSince(mark));

        device.converged(device.backEnd.patch("{\"apps\":{\"webserver\":{\"createOptions\":null}}}"));
        assertEquals("RollingUpdate", deployment().getSpec().getStrategy().getType());
        assertNull(container().getWorkingDir());
    }

    private Deployment deployment() {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName("webserver")
                .get();
    }

    private Container container() {
        return deployment().getSpec().getTemplate().getSpec().getContainers().get(0);
    }
}
