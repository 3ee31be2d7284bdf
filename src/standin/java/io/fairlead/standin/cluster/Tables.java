package io.fairlead.standin.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Objects as the rows that kubectl prints.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">Tables</a>
 */
final class Tables {

    private static final Map<ResourceKind, List<Column>> COLUMNS = Map.of(
            Catalog.SERVICE,
            List.of(
                    new Column("Type", service -> Json.text(service, "spec", "type")),
                    new Column("Cluster-IP", service -> orNone(Json.text(service, "spec", "clusterIP"))),
                    new Column("External-IP", Tables::externalIp),
                    new Column("Port(s)", Tables::ports)),
            Catalog.DEPLOYMENT,
            List.of(
                    new Column("Ready", object -> number(object, "readyReplicas") + "/" + replicas(object)),
                    new Column("Up-to-date", object -> number(object, "updatedReplicas")),
                    new Column("Available", object -> number(object, "availableReplicas"))),
            Catalog.POD,
            List.of(new Column("Ready", Tables::readyContainers), new Column("Status", Tables::podStatus)),
            Catalog.NODE,
            List.of(new Column("Version", node -> Json.text(node, "status", "nodeInfo", "kubeletVersion"))),
            Catalog.ADDRESS_POOL,
            List.of(
                    new Column("Auto Assign", pool -> Boolean.toString(Json.flag(pool, true, "spec", "autoAssign"))),
                    new Column("Addresses", pool -> String.join(",", Json.texts(pool, "spec", "addresses")))));

    /**
     * A column.
     *
     * @param name its heading, which kubectl prints in capitals
     * @param value what stands in it for an object
     */
    private record Column(String name, Function<JsonObject, String> value) {}

    private Tables() {}

    /** Whether a client asks for a table ({@code Accept: application/json;as=Table;…}). */
    static boolean isAsked(String accept) {
        return accept.contains("as=Table");
    }

    /** One object, or all of a list. */
    static JsonObject of(ResourceKind kind, JsonObject answer) {
        List<JsonObject> objects = answer.has("items") ? Json.objects(answer, "items") : List.of(answer);
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Name", object -> Json.text(object, "metadata", "name")));
        columns.addAll(COLUMNS.getOrDefault(kind, List.of()));
        columns.add(new Column("Age", Tables::age));
        JsonObject table = new JsonObject();
        table.addProperty("kind", "Table");
        table.addProperty("apiVersion", "meta.k8s.io/v1");
        table.add("metadata", answer.has("items") ? answer.get("metadata") : new JsonObject());
        JsonArray definitions = new JsonArray();
        columns.forEach(column -> definitions.add(definition(column.name())));
        table.add("columnDefinitions", definitions);
        JsonArray rows = new JsonArray();
        objects.forEach(object -> rows.add(row(object, columns)));
        table.add("rows", rows);
        return table;
    }

    private static JsonObject definition(String name) {
        JsonObject definition = Json.ofTexts(Map.of(
                "name", name, "type", "string", "format", name.equals("Name") ? "name" : "", "description", name));
        definition.addProperty("priority", 0);
        return definition;
    }

    private static JsonObject row(JsonObject object, List<Column> columns) {
        JsonObject row = new JsonObject();
        row.add(
                "cells",
                Json.ofList(columns.stream()
                        .map(column -> column.value().apply(object))
                        .toList()));
        JsonObject partial = new JsonObject();
        partial.addProperty("kind", "PartialObjectMetadata");
        partial.addProperty("apiVersion", "meta.k8s.io/v1");
        partial.add("metadata", object.get("metadata"));
        row.add("object", partial);
        return row;
    }

    private static String externalIp(JsonObject service) {
        String ips = Json.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .collect(Collectors.joining(","));
        boolean waits = Json.text(service, "spec", "type").equals("LoadBalancer");
        return ips.isEmpty() ? waits ? "<pending>" : "<none>" : ips;
    }

    private static String ports(JsonObject service) {
        return orNone(Json.objects(service, "spec", "ports").stream()
                .map(port -> {
                    String node = Json.text(port, "nodePort");
                    return Json.text(port, "port") + (node.isEmpty() ? "" : ":" + node) + "/"
                            + Json.text(port, "protocol");
                })
                .collect(Collectors.joining(",")));
    }

    private static String readyContainers(JsonObject pod) {
        long ready = Json.objects(pod, "status", "containerStatuses").stream()
                .filter(container -> Json.flag(container, false, "ready"))
                .count();
        return ready + "/" + Json.objects(pod, "spec", "containers").size();
    }

    private static String podStatus(JsonObject pod) {
        return Json.objects(pod, "status", "containerStatuses").stream()
                .map(container -> Json.text(container, "state", "waiting", "reason"))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(Json.text(pod, "status", "phase"));
    }

    private static String age(JsonObject object) {
        Duration age =
                Duration.between(Instant.parse(Json.text(object, "metadata", "creationTimestamp")), Instant.now());
        return age.toMinutes() < 2
                ? age.toSeconds() + "s"
                : age.toHours() < 3 ? age.toMinutes() + "m" : age.toHours() + "h";
    }

    private static String number(JsonObject object, String field) {
        String value = Json.text(object, "status", field);
        return value.isEmpty() ? "0" : value;
    }

    private static String replicas(JsonObject object) {
        return Json.text(object, "spec", "replicas");
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }
}
