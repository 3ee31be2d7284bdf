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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Fairlead relies on in an API server. It runs alike on the stand-in and on a real one. */
abstract class ApiServerContract {
    private final ContractCluster cluster;

    ApiServerContract(ContractCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() {
        cluster.close();
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
    void aServiceKeepsItsClusterIpAndHasNoGeneration() {
        JsonObject created = cluster.api()
                .apply(service("web"), "fairlead", port(80, "http"))
                .expect(201);
        JsonObject changed = cluster.api()
                .apply(service("web"), "fairlead", port(81, "http"))
                .expect(200);
        assertFalse(Json.text(created, "spec", "clusterIP").isEmpty());
        assertEquals(Json.text(created, "spec", "clusterIP"), Json.text(changed, "spec", "clusterIP"));
        assertEquals(1, Json.objects(changed, "spec", "ports").size());
        assertFalse(Json.at(changed, "metadata", "generation").isPresent());
    }

    @Test
    void generationRisesWithTheSpecAndNotWithLabels() {
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2")).expect(201);
        JsonObject labelled = cluster.api()
                .mergePatch(deployment("web"), "x", "{\"metadata\": {\"labels\": {\"l\": \"1\"}}}")
                .expect(200);
        assertEquals("1", Json.text(labelled, "metadata", "generation"));
        JsonObject changed = cluster.api()
                .apply(deployment("web"), "fairlead", web("web:2", "2"))
                .expect(200);
        assertEquals("2", Json.text(changed, "metadata", "generation"));
    }

    @Test
    void aChangedSelectorIsRefused() {
        cluster.api().apply(deployment("web"), "fairlead", web("web:1", "2")).expect(201);
        JsonObject status = cluster.api()
                .force(deployment("web"), "fairlead", web("web:1", "2").replace("\"web\"}", "\"v\"}"))
                .expect(422);
        assertEquals("Invalid", Json.text(status, "reason"));
        JsonObject cause = Json.objects(status, "details", "causes").getFirst();
        assertEquals("spec.selector", Json.text(cause, "field"));
        assertTrue(Json.text(cause, "message").contains("field is immutable"), status.toString());
    }

    @Test
    void aMissingNamespaceIsNotFound() {
        JsonObject status = cluster.api()
                .apply("/api/v1/namespaces/nowhere/configmaps/c", "fairlead", data("\"a\": \"1\""))
                .expect(404);
        assertEquals("namespaces \"nowhere\" not found", Json.text(status, "message"));
    }

    @Test
    void managedFieldsInTheBodyAreABadRequest() {
        JsonObject status = cluster.api().apply(config("c"), "fairlead", """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "managedFields":
                 [{"manager": "fairlead", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1",
                   "fieldsV1": {}}]}}""").expect(400);
        assertEquals("metadata.managedFields must be nil", Json.text(status, "message"));
    }

    @Test
    void anApplyWithoutAManagerIsRefused() {
        int code = cluster.api()
                .call("PATCH", config("c"), RawApi.APPLY_PATCH, data(""))
                .code();
        assertEquals(422, code);
    }

    @Test
    void aStaleResourceVersionIsAConflictWithoutManagers() {
        JsonObject created =
                cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        cluster.api().mergePatch(config("c"), "x", "{\"data\": {\"a\": \"2\"}}").expect(200);
        JsonObject status =
                cluster.api().update(config("c"), created.toString()).expect(409);
        assertTrue(Json.text(status, "message").contains("the object has been modified"), status.toString());
        assertTrue(Json.objects(status, "details", "causes").isEmpty());
    }

    @Test
    void creatingTwiceIsAlreadyExists() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        JsonObject status =
                cluster.api().create(configs(), data("\"a\": \"1\"")).expect(409);
        assertEquals("AlreadyExists", Json.text(status, "reason"));
        assertEquals("configmaps \"c\" already exists", Json.text(status, "message"));
    }

    @Test
    void whatIsDeletedIsNotFoundAfterwards() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        cluster.api().delete(config("c")).expect(200);
        JsonObject status = cluster.api().get(config("c")).expect(404);
        assertEquals("configmaps \"c\" not found", Json.text(status, "message"));
        assertEquals("configmaps", Json.text(status, "details", "kind"));
    }

    @Test
    void listsSelectByLabelAndByName() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        cluster.api()
                .create(configs(), data("\"a\": \"1\"").replace("\"c\"", "\"d\", \"labels\": {\"app\": \"shop\"}"))
                .expect(201);
        assertEquals(List.of("d"), names(cluster.api().get(configs() + "?labelSelector=app%3Dshop")));
        assertEquals(List.of("d"), names(cluster.api().get(configs() + "?labelSelector=app%20in%20(shop,x),!y")));
        assertEquals(List.of("c"), names(cluster.api().get(configs() + "?fieldSelector=metadata.name%3Dc")));
        assertEquals(List.of(), names(cluster.api().get(configs() + "?labelSelector=app%21%3Dshop,app")));
    }

    @Test
    void aWatchSeesWhatHappensAfterTheListAndOnlyThat() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        String from = Json.text(cluster.api().get(configs()).expect(200), "metadata", "resourceVersion");
        cluster.api().mergePatch(config("c"), "x", "{\"data\": {\"a\": \"2\"}}").expect(200);
        cluster.api().delete(config("c")).expect(200);
        List<String> events =
                cluster.api().watch(configs() + "?watch=true&timeoutSeconds=1&resourceVersion=" + from).stream()
                        .filter(event ->
                                Json.text(event, "object", "metadata", "name").equals("c"))
                        .map(event -> Json.text(event, "type"))
                        .toList();
        assertEquals(List.of("MODIFIED", "DELETED"), events);
    }

    @Test
    void aWatchThroughALabelSelectorSeesComingAndGoing() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        String from = Json.text(cluster.api().get(configs()).expect(200), "metadata", "resourceVersion");
        cluster.api()
                .mergePatch(config("c"), "x", "{\"metadata\": {\"labels\": {\"app\": \"shop\"}}}")
                .expect(200);
        cluster.api()
                .mergePatch(config("c"), "x", "{\"metadata\": {\"labels\": {\"app\": null}}}")
                .expect(200);
        List<String> events = cluster
                .api()
                .watch(configs() + "?watch=true&timeoutSeconds=1&labelSelector=app%3Dshop&resourceVersion=" + from)
                .stream()
                .map(event -> Json.text(event, "type"))
                .toList();
        assertEquals(List.of("ADDED", "DELETED"), events);
    }

    @Test
    void aWatchFromBeforeTheHistoryIsToldThatItHasExpired() {
        cluster.api().create(configs(), data("\"a\": \"1\"")).expect(201);
        String from = revision(config("c"));
        cluster.api().mergePatch(config("c"), "x", "{\"data\": {\"a\": \"2\"}}").expect(200);
        cluster.forgetHistory();
        List<JsonObject> events =
                cluster.api().watch(configs() + "?watch=true&timeoutSeconds=1&resourceVersion=" + from);
        assertEquals("ERROR", Json.text(events.getFirst(), "type"));
        assertEquals("410", Json.text(events.getFirst(), "object", "code"));
        assertEquals("Expired", Json.text(events.getFirst(), "object", "reason"));
    }

    @Test
    void aDryRunStoresNothing() {
        cluster.api()
                .call(
                        "PATCH",
                        config("c") + "?dryRun=All&fieldManager=fairlead",
                        RawApi.APPLY_PATCH,
                        data("\"a\": \"1\""))
                .expect(201);
        cluster.api().get(config("c")).expect(404);
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

    final String deployments() {
        return "/apis/apps/v1/namespaces/" + cluster.namespace() + "/deployments";
    }

    final String deployment(String name) {
        return deployments() + "/" + name;
    }

    final String service(String name) {
        return "/api/v1/namespaces/" + cluster.namespace() + "/services/" + name;
    }

    private String configs() {
        return "/api/v1/namespaces/" + cluster.namespace() + "/configmaps";
    }

    private String config(String name) {
        return configs() + "/" + name;
    }

    private String revision(String path) {
        return Json.text(cluster.api().get(path).expect(200), "metadata", "resourceVersion");
    }

    static String web(String image, String replicas) {
        return """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "labels": {"app": "web"}},
                 "spec": {"replicas": %s, "selector": {"matchLabels": {"app": "web"}}, "template": {
                   "metadata": {"labels": {"app": "web"}},
                   "spec": {"containers": [{"name": "web", "image": "%s", "env": [{"name": "A", "value": "1"}],
                     "ports": [{"containerPort": 8080, "protocol": "TCP"}]}]}}}}""".formatted(replicas, image);
    }

    static String env(String items) {
        return web("web:1", "2").replace("{\"name\": \"A\", \"value\": \"1\"}", items);
    }

    private static String resources(String cpu, String memory) {
        return web("web:1", "2").replace("\"env\"", """
                        "resources": {"limits": {"cpu": "%s", "memory": "%s"}}, "env\"""".formatted(cpu, memory));
    }

    static String port(int port, String name) {
        return """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"selector":
                 {"app": "web"}, "ports": [{"name": "%s", "port": %d, "protocol": "TCP", "targetPort": 8080}]}}""".formatted(name, port);
    }

    private static String data(String entries) {
        return """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {%s}}""".formatted(entries);
    }

    static JsonObject container(JsonObject deployment) {
        return Json.objects(deployment, "spec", "template", "spec", "containers")
                .getFirst();
    }

    private static JsonObject entry(JsonObject object, String manager) {
        return Json.objects(object, "metadata", "managedFields").stream()
                .filter(entry -> Json.text(entry, "manager").equals(manager))
                .findFirst()
                .orElseThrow(() -> new AssertionError(manager + " owns nothing: " + object));
    }

    private static String owned(JsonObject object, String manager) {
        return Json.child(entry(object, manager), "fieldsV1").toString();
    }

    private static List<String> names(Answer list) {
        return Json.objects(list.expect(200), "items").stream()
                .map(item -> Json.text(item, "metadata", "name"))
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .toList();
    }
}
