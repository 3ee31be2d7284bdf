package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.RawApi.Answer;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Fairlead relies on in server-side apply: who owns what, and what conflicts. It runs alike on the stand-in and on a real one. */
abstract class ApplyContract extends ContractObjects {
    ApplyContract(ContractCluster cluster) {
        super(cluster);
    }

    @Test
    void applyCreatesWithOwnershipOfExactlyTheAppliedFields() {
        Answer created = cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2"));
        JsonObject object = created.expect(201);
        JsonObject entry = entry(object, "fairlead");
        assertEquals("Apply", Json.text(entry, "operation"));
        assertEquals("apps/v1", Json.text(entry, "apiVersion"));
        assertEquals(Json.object("""
                {"f:metadata": {"f:labels": {"f:app": {}}},
                 "f:spec": {"f:replicas": {}, "f:selector": {}, "f:template": {
                   "f:metadata": {"f:labels": {"f:app": {}}},
                   "f:spec": {"f:containers": {"k:{\\"name\\":\\"web\\"}": {".": {}, "f:name": {}, "f:image": {},
                     "f:env": {"k:{\\"name\\":\\"A\\"}": {".": {}, "f:name": {}, "f:value": {}}},
                     "f:ports": {"k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}":
                        {".": {}, "f:containerPort": {}, "f:protocol": {}}}}}}}}}"""), Json.child(entry, "fieldsV1"));
        assertEquals("1", Json.text(object, "metadata", "generation"));
        assertFalse(Json.text(object, "metadata", "uid").isEmpty());
    }

    @Test
    void defaultsAreFilledInAndOwnedByNobody() {
        JsonObject object = cluster.api()
                .apply(deployment("web"), "fairlead", web("web:1", "2"))
                .expect(201);
        assertEquals("600", Json.text(object, "spec", "progressDeadlineSeconds"));
        assertEquals("25%", Json.text(object, "spec", "strategy", "rollingUpdate", "maxSurge"));
        JsonObject container = container(object);
        assertEquals("IfNotPresent", Json.text(container, "imagePullPolicy"));
        assertEquals("/dev/termination-log", Json.text(container, "terminationMessagePath"));
        assertTrue(container.has("resources"));
        JsonObject again =
                cluster.api().apply(deployment("web"), "somebody", """
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
                         "spec": {"progressDeadlineSeconds": 601}}""").expect(200);
        assertEquals("601", Json.text(again, "spec", "progressDeadlineSeconds"));
    }

    @Test
    void theSameApplyOnceMoreWritesNothing() {
        cluster.api().apply(service("web"), "fairlead", port(80, "http")).expect(201);
        String before = revision(service("web"));
        Answer again = cluster.api().apply(service("web"), "fairlead", port(80, "http"));
        assertEquals(before, Json.text(again.expect(200), "metadata", "resourceVersion"));
        assertEquals(before, revision(service("web")));
    }

    @Test
    void quantitiesAreStoredInTheirCanonicalForm() {
        cluster.api()
                .apply(deployment("web"), "fairlead", resources("500m", "1Gi"))
                .expect(201);
        JsonObject container = container(cluster.api()
                .apply(deployment("web"), "fairlead", resources("0.5", "1024Mi"))
                .expect(200));
        assertEquals("500m", Json.text(container, "resources", "limits", "cpu"));
        assertEquals("1Gi", Json.text(container, "resources", "limits", "memory"));
        JsonObject other = container(cluster.api()
                .apply(deployment("web"), "fairlead", resources("1500e-3", "1.5Gi"))
                .expect(200));
        assertEquals("1536Mi", Json.text(other, "resources", "limits", "memory"));
        assertEquals("1500e-3", Json.text(other, "resources", "limits", "cpu"));
    }

    @Test
    void aFieldDroppedByItsOnlyOwnerIsRemoved() {
        cluster.api()
                .apply(config("c"), "fairlead", data("\"a\": \"1\", \"b\": \"2\""))
                .expect(201);
        JsonObject object = cluster.api()
                .apply(config("c"), "fairlead", data("\"b\": \"2\""))
                .expect(200);
        assertEquals(Set.of("b"), Json.child(object, "data").keySet());
    }

    @Test
    void aFieldThatTwoApplyStaysUntilBothDropIt() {
        cluster.api().apply(config("c"), "one", data("\"a\": \"1\"")).expect(201);
        cluster.api().apply(config("c"), "two", data("\"a\": \"1\"")).expect(200);
        JsonObject dropped = cluster.api().apply(config("c"), "one", data("")).expect(200);
        assertEquals("1", Json.text(dropped, "data", "a"));
        JsonObject gone = cluster.api().apply(config("c"), "two", data("")).expect(200);
        assertFalse(Json.at(gone, "data", "a").isPresent());
    }

    @Test
    void anItemOfAKeyedListDroppedByItsOwnerIsRemovedAndTheOthersStay() {
        cluster.api()
                .apply(deployment("web"), "fairlead", env("{\"name\": \"A\", \"value\": \"1\"}"))
                .expect(201);
        cluster.api().apply(deployment("web"), "other", """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"template":
                 {"spec": {"containers": [{"name": "web", "env": [{"name": "X", "value": "9"}]}]}}}}""").expect(200);
        JsonObject object = cluster.api()
                .apply(deployment("web"), "fairlead", env("{\"name\": \"B\", \"value\": \"2\"}"))
                .expect(200);
        List<String> names = Json.objects(container(object), "env").stream()
                .map(item -> Json.text(item, "name"))
                .sorted()
                .toList();
        assertEquals(List.of("B", "X"), names);
    }

    @Test
    void aDefaultComesBackWhenItsOwnerDropsTheField() {
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "3")).expect(201);
        String without = web("web:1", "3").replace("\"replicas\": 3,", "");
        JsonObject object =
                cluster.api().apply(deployment("web"), "fairlead", without).expect(200);
        assertEquals("1", Json.text(object, "spec", "replicas"));
    }

    @Test
    void aFieldOfAnotherApplierIsAConflictThatNamesManagerAndPath() {
        cluster.api().apply(deployment("web"), "other", web("web:1", "2")).expect(201);
        Answer refused = cluster.api().apply(deployment("web"), "fairlead", web("web:2", "2"));
        JsonObject status = refused.expect(409);
        assertEquals("Conflict", Json.text(status, "reason"));
        assertEquals(
                "Apply failed with 1 conflict: conflict with \"other\":"
                        + " .spec.template.spec.containers[name=\"web\"].image",
                Json.text(status, "message"));
        JsonObject cause = Json.objects(status, "details", "causes").getFirst();
        assertEquals("FieldManagerConflict", Json.text(cause, "reason"));
        assertEquals("conflict with \"other\"", Json.text(cause, "message"));
        assertEquals(".spec.template.spec.containers[name=\"web\"].image", Json.text(cause, "field"));
    }

    @Test
    void aForcedApplyOfAnotherVersionThanTheLiveOneIsRefused() {
        String seen = Json.text(
                cluster.api()
                        .apply(deployment("web"), "other", web("web:1", "2"))
                        .expect(201),
                "metadata",
                "resourceVersion");
        String atSeen =
                web("web:2", "3").replace("\"metadata\": {", "\"metadata\": {\"resourceVersion\": \"" + seen + "\", ");
        assertTrue(atSeen.contains(seen), atSeen);
        cluster.api().apply(deployment("web"), "late", web("web:1", "2")).expect(200);
        JsonObject status =
                cluster.api().force(deployment("web"), "fairlead", atSeen).expect(409);
        assertEquals("Conflict", Json.text(status, "reason"));
        assertFalse(Json.child(status, "details").has("causes"), status::toString);
    }

    @Test
    void twoConflictsAreListedByManager() {
        cluster.api().apply(deployment("web"), "other", web("web:1", "2")).expect(201);
        JsonObject status = cluster.api()
                .apply(deployment("web"), "fairlead", web("web:2", "3"))
                .expect(409);
        assertEquals("""
                Apply failed with 2 conflicts: conflicts with "other":
                - .spec.replicas
                - .spec.template.spec.containers[name="web"].image""", Json.text(status, "message"));
    }

    @Test
    void aFieldTakenByAMergePatchIsAConflictWithAnUpdater() {
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2")).expect(201);
        JsonObject patched = cluster.api()
                .mergePatch(deployment("web"), "thief", "{\"spec\": {\"replicas\": 5}}")
                .expect(200);
        assertFalse(owned(patched, "fairlead").contains("f:replicas"), owned(patched, "fairlead"));
        assertTrue(owned(patched, "thief").contains("f:replicas"));
        JsonObject status = cluster.api()
                .apply(deployment("web"), "fairlead", web("web:1", "2"))
                .expect(409);
        assertEquals(
                "conflict with \"thief\" using apps/v1",
                Json.text(Json.objects(status, "details", "causes").getFirst(), "message"));
    }

    @Test
    void forceTakesTheFieldFromItsManager() {
        cluster.api().apply(deployment("web"), "other", web("web:1", "2")).expect(201);
        JsonObject forced = cluster.api()
                .force(deployment("web"), "fairlead", web("web:2", "2"))
                .expect(200);
        assertEquals("web:2", Json.text(container(forced), "image"));
        assertFalse(owned(forced, "other").contains("f:image"));
        assertTrue(owned(forced, "other").contains("f:replicas"));
    }

    @Test
    void aDeletedItemOfAKeyedListComesBackByPlainApply() {
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2")).expect(201);
        cluster.api().mergePatch(deployment("web"), "thief", """
                {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "web:1"}]}}}}""").expect(200);
        JsonObject object = cluster.api()
                .apply(deployment("web"), "fairlead", web("web:1", "2"))
                .expect(200);
        assertEquals("A", Json.text(Json.objects(container(object), "env").getFirst(), "name"));
    }

    @Test
    void servicePortsAreKeyedByPortAndProtocolSoAChangedPortCollidesByName() {
        cluster.api().apply(service("web"), "fairlead", port(80, "http")).expect(201);
        cluster.api().mergePatch(service("web"), "thief", """
                {"spec": {"ports": [{"name": "http", "port": 81, "protocol": "TCP", "targetPort": 8080}]}}""").expect(200);
        JsonObject status = cluster.api()
                .apply(service("web"), "fairlead", port(80, "http"))
                .expect(422);
        assertEquals("Invalid", Json.text(status, "reason"));
        assertTrue(Json.text(status, "message").contains("Duplicate value: \"http\""), status.toString());
    }

    @Test
    void anEmptyDirectoryIsOwnedAsAnEmptyMap() {
        String body = web("web:1", "1")
                .replace("\"containers\"", "\"volumes\": [{\"name\": \"t\", \"emptyDir\": {}}], \"containers\"");
        JsonObject object =
                cluster.api().apply(deployment("web"), "fairlead", body).expect(201);
        assertTrue(owned(object, "fairlead").contains("\"f:emptyDir\":{}"), owned(object, "fairlead"));
        assertTrue(Json.at(object, "spec", "template", "spec", "volumes").isPresent());
    }

    @Test
    void anEnvironmentTakesTheOrderOfTheIntent() {
        cluster.api().apply(deployment("web"), "fairlead", env("""
                {"name": "A", "value": "1"}, {"name": "B", "value": "2"}, {"name": "C", "value": "3"}""")).expect(201);
        JsonObject object =
                cluster.api().apply(deployment("web"), "fairlead", env("""
                {"name": "C", "value": "3"}, {"name": "A", "value": "1"}, {"name": "B", "value": "2"}""")).expect(200);
        List<String> names = Json.objects(container(object), "env").stream()
                .map(item -> Json.text(item, "name"))
                .toList();
        assertEquals(List.of("C", "A", "B"), names);
    }

    @Test
    void aPortWithoutAProtocolIsATcpPort() {
        String body = port(80, "http").replace("\"protocol\": \"TCP\", ", "");
        JsonObject object =
                cluster.api().apply(service("web"), "fairlead", body).expect(201);
        assertTrue(
                owned(object, "fairlead").contains("k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}"),
                owned(object, "fairlead"));
    }

    @Test
    void aCreateOwnsItsDefaultsAndAnUnforcedApplyOverThemConflicts() {
        JsonObject created =
                cluster.api().create(deployments(), web("web:1", "2")).expect(201);
        String manager =
                Json.text(Json.objects(created, "metadata", "managedFields").getFirst(), "manager");
        assertNotEquals("", manager);
        assertTrue(owned(created, manager).contains("f:progressDeadlineSeconds"), owned(created, manager));
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2")).expect(200);
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "3")).expect(409);
    }
}
