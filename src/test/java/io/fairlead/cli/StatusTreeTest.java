package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A report as lines for a person. */
class StatusTreeTest {

    private static final JsonObject REPORT = JsonParser.parseString("""
            {"status": {"phase": "Degraded", "desiredVersion": 12, "revision": 7},
             "problems": {"p1": {"path": "apps.shop.tiers.web.image", "code": "ImagePull", "message": "cannot pull"}},
             "device": {"kubernetes": "v1.28.3", "nodes": {"node-a": "10.126.75.200"}, "loadBalancer": "MetalLB (CRD)"},
             "pools": {"default": {"total": 5, "used": 1, "free": 4, "draining": 0}, "b": {"total": 2, "used": 2, "free": 0, "draining": 1},
                       "c": {"total": 3, "draining": 0}},
             "workloads": {"shop": {"phase": "Failed", "tiers": {
                 "web": {"phase": "Failed", "ready": "0/2", "address": "10.126.75.206", "ports": "8080/TCP",
                         "code": "ImagePull", "message": "cannot pull"},
                 "db": {"phase": "Ready", "ready": "1/1", "ports": "5432/TCP", "dns": "shop-db.apps.svc"}}}}}
            """).getAsJsonObject();

    @Test
    void whatIsTrueComesFirstThenWhatIsWrongThenPoolsThenApps() {
        assertEquals(
                List.of(
                        "Degraded  twin version 12, revision 7",
                        "cluster  Kubernetes v1.28.3, MetalLB (CRD), node-a 10.126.75.200",
                        "problem  apps.shop.tiers.web.image: ImagePull: cannot pull",
                        "pool     default  1 of 5 addresses used, 4 free",
                        "pool     b  2 of 2 addresses used, 0 free, 1 draining",
                        "pool     c  3 addresses; how many are used is not known without module/rbac/cluster-read.yaml",
                        "shop  Failed",
                        "├─ web  Failed  0/2  10.126.75.206  8080/TCP",
                        "│     ImagePull: cannot pull",
                        "└─ db  Ready  1/1  5432/TCP  shop-db.apps.svc"),
                StatusTree.of(REPORT, false));
    }

    @Test
    void whatAModuleAnswersGivesTheTerminalNoOrders() {
        JsonObject report = JsonParser.parseString(
                        "{\"status\":{\"phase\":\"\\u001b[2Jgone\"},\"workloads\":{\"a\\nb\":{\"phase\":\"Ready\"}}}")
                .getAsJsonObject();
        List<String> lines = StatusTree.of(report, false);
        assertEquals("\\u001b[2Jgone  twin version , revision ", lines.getFirst());
        assertEquals("a\\nb  Ready", lines.getLast());
    }

    @Test
    void whatIsNotKnownIsSaid() {
        JsonObject blind = JsonParser.parseString("""
                {"status": {"phase": "Blind", "desiredVersion": 0, "revision": 0},
                 "hub": {"connected": false, "lastHeard": "2026-01-31T12:00:00Z"}}
                """).getAsJsonObject();
        assertEquals(
                List.of(
                        "Blind  no twin has arrived, revision 0",
                        "hub      not connected, last heard 2026-01-31T12:00:00Z; whether there is a newer version is"
                                + " not known",
                        "cluster  not read, so the state of pools and apps is not known"),
                StatusTree.of(blind, false));
    }

    @Test
    void phasesHaveAColourOnlyWhereItIsAskedFor() {
        assertTrue(StatusTree.of(REPORT, true).getLast().contains("\u001b[32mReady\u001b[0m"));
        assertTrue(StatusTree.of(REPORT, true).getFirst().startsWith("\u001b[31mDegraded"));
    }
}
