package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Fairlead relies on in an API server: objects, lists and watches. It runs alike on the stand-in and on a real one. */
abstract class ApiServerContract extends ContractObjects {
    ApiServerContract(ContractCluster cluster) {
        super(cluster);
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
    void aListComesInPagesOfOneVersion() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            cluster.api()
                    .apply(config(name), "fairlead", data("\"a\": \"1\"").replace("\"c\"", "\"" + name + "\""))
                    .expect(201);
        }
        String query = configs() + "?fieldSelector=metadata.name%21%3Dkube-root-ca.crt&limit=2";
        List<String> names = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        String next = "";
        do {
            JsonObject page = cluster.api()
                    .get(query + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                    .expect(200);
            Json.objects(page, "items").forEach(object -> names.add(Json.text(object, "metadata", "name")));
            names.add("|");
            versions.add(Json.text(page, "metadata", "resourceVersion"));
            next = Json.text(page, "metadata", "continue");
        } while (!next.isEmpty());
        assertEquals(List.of("a", "b", "|", "c", "d", "|", "e", "|"), names);
        assertEquals(1, versions.stream().distinct().count(), versions.toString());
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
}
