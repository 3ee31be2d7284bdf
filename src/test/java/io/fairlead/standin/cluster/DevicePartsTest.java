package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the sandbox sees of the stand-in's nodes, images, speakers and tables. */
class DevicePartsTest {

    private static final String WEB = "/apis/apps/v1/namespaces/default/deployments/web";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApiServerStandIn cluster;

    @SuppressWarnings("NullAway.Init")
    private RawApi api;

    @BeforeEach
    void start() {
        cluster = ApiServerStandIn.start(folder);
        cluster.podsReadyAfter(Duration.ofMillis(20));
        api = RawApi.of(cluster.kubeconfig());
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    @Test
    void anImageOfARegistryThatCannotBeIsNotPulled() {
        api.apply(WEB, "fairlead", ContractObjects.web("registry.invalid/web:1", "1"))
                .expect(201);
        Eventually.holds("a pod that waits", () -> pods().contains("ImagePullBackOff"), this::pods);
    }

    @Test
    void aPodThatNoNodeAdmitsPendsAndIsPlacedOnceOneDoes() {
        api.apply(
                        WEB,
                        "fairlead",
                        ContractObjects.web("web:1", "1")
                                .replace("\"containers\"", "\"nodeSelector\": {\"disk\": \"fast\"}, \"containers\""))
                .expect(201);
        Eventually.holds(
                "a pod that pends",
                () -> pods().contains("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector."),
                this::pods);
        cluster.change(
                "v1",
                "Node",
                "",
                "node-b",
                node -> Json.child(node, "metadata", "labels").addProperty("disk", "fast"));
        Eventually.holds("a pod on node-b", () -> pods().contains("\"nodeName\":\"node-b\""), this::pods);
    }

    @Test
    void nodesThatAreExcludedFromLoadBalancersDoNotAnnounce() {
        for (String node : List.of("node-a", "node-b")) {
            cluster.change(
                    "v1",
                    "Node",
                    "",
                    node,
                    live -> Json.child(live, "metadata", "labels")
                            .addProperty("node.kubernetes.io/exclude-from-external-load-balancers", ""));
        }
        String metallb = "/apis/metallb.io/v1beta1/namespaces/metallb-system/";
        api.apply(
                        metallb + "ipaddresspools/a",
                        "fairlead",
                        "{\"apiVersion\":\"metallb.io/v1beta1\",\"kind\":\"IPAddressPool\",\"metadata\":{\"name\":\"a\"},"
                                + "\"spec\":{\"addresses\":[\"192.0.2.0/28\"]}}")
                .expect(201);
        api.apply(
                        metallb + "l2advertisements/a",
                        "fairlead",
                        "{\"apiVersion\":\"metallb.io/v1beta1\",\"kind\":\"L2Advertisement\",\"metadata\":{\"name\":\"a\"},"
                                + "\"spec\":{}}")
                .expect(201);
        api.apply(
                        "/api/v1/namespaces/default/services/web",
                        "fairlead",
                        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\"},\"spec\":{\"type\":"
                                + "\"LoadBalancer\",\"selector\":{\"app\":\"web\"},\"ports\":[{\"name\":\"http\",\"port\":80}]}}")
                .expect(201);
        api.apply(WEB, "fairlead", ContractObjects.web("web:1", "1")).expect(201);
        Eventually.holds("a ready pod", () -> pods().contains("\"phase\":\"Running\""), this::pods);
        cluster.change(
                "v1",
                "Node",
                "",
                "node-b",
                live -> Json.child(live, "metadata", "labels")
                        .remove("node.kubernetes.io/exclude-from-external-load-balancers"));
        Eventually.holds("an announcer", () -> announcers().contains("node-b"), this::announcers);
        assertTrue(!announcers().contains("node-a"), this::announcers);
    }

    @Test
    void tablesHaveTheColumnsThatKubectlPrints() {
        JsonObject service = Json.object("""
                {"metadata": {"name": "web", "namespace": "default", "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "LoadBalancer", "clusterIP": "172.28.0.3",
                          "ports": [{"port": 80, "nodePort": 30000, "protocol": "TCP"}]},
                 "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}}""");
        JsonObject table = Tables.of(Catalog.SERVICE, service);
        assertEquals(
                List.of("Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age"),
                Json.objects(table, "columnDefinitions").stream()
                        .map(column -> Json.text(column, "name"))
                        .toList());
        List<String> cells = Json.texts(Json.objects(table, "rows").getFirst(), "cells");
        assertEquals(List.of("web", "LoadBalancer", "172.28.0.3", "192.0.2.1", "80:30000/TCP"), cells.subList(0, 5));
    }

    private String pods() {
        return cluster.list("v1", "Pod").toString();
    }

    private String announcers() {
        return cluster.list("metallb.io/v1beta1", "ServiceL2Status").toString();
    }
}
