package io.fairlead.standin.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import io.fairlead.standin.cluster.objects.Store;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import io.fairlead.standin.cluster.objects.Writes.Written;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verbs on resources other than watch. */
final class ResourceApi {
    private static final Set<ResourceKind> DELETED_IS_RETURNED =
            Set.of(Catalog.NAMESPACE, Catalog.POD, Catalog.SERVICE);

    private final Store store;
    private final Writes writes;

    ResourceApi(Store store, Writes writes) {
        this.store = store;
        this.writes = writes;
    }

    /**
     * An answer with a body.
     *
     * @param code the HTTP status
     * @param body the body
     */
    record Answer(int code, JsonElement body) {}

    Answer answer(ApiRequest request, String userAgent) {
        return switch (request.verb()) {
            case "get" ->
                new Answer(200, store.get(request.key()).orElseThrow(() -> ApiFailure.notFound(request.key())));
            case "list" -> new Answer(200, list(request));
            case "create" -> create(request, userAgent);
            case "update" -> written(writes.update(request.key(), named(request), writer(request, userAgent)));
            case "patch" -> patch(request, userAgent);
            case "delete" -> new Answer(200, delete(request));
            case "deletecollection" -> new Answer(200, deleteAll(request));
            default -> throw ApiFailure.methodNotAllowed();
        };
    }

    private JsonObject list(ApiRequest request) {
        return store.exclusively(() -> {
            JsonObject list = new JsonObject();
            list.addProperty("apiVersion", request.key().kind().apiVersion());
            list.addProperty("kind", request.key().kind().kind() + "List");
            Page page = Page.of(store.list(request.key().kind(), request.selector()), request, store.revision());
            list.add("metadata", page.metadata());
            JsonArray items = new JsonArray();
            page.items().forEach(items::add);
            list.add("items", items);
            return list;
        });
    }

    private Answer create(ApiRequest request, String userAgent) {
        JsonObject body = object(request);
        requireKind(request, body);
        requireNamespace(request, body);
        return written(
                writes.create(request.key().kind(), request.key().namespace(), body, writer(request, userAgent)));
    }

    private Answer patch(ApiRequest request, String userAgent) {
        Writer writer = writer(request, userAgent);
        return switch (request.contentType()) {
            case "application/apply-patch+yaml" -> apply(request);
            case "application/merge-patch+json" -> {
                JsonObject patch = object(request);
                yield written(writes.change(request.key(), live -> Patches.merge(live, patch), writer));
            }
            case "application/strategic-merge-patch+json" -> {
                JsonObject patch = object(request);
                yield written(writes.change(request.key(), live -> Patches.strategic(live, patch), writer));
            }
            case "application/json-patch+json" -> {
                JsonArray steps = parsed(request.body()).getAsJsonArray();
                yield written(writes.change(request.key(), live -> Patches.steps(live, steps), writer));
            }
            default ->
                throw ApiFailure.unsupported(
                        "the body of the request was in an unknown format - accepted media types include:"
                                + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        };
    }

    private Answer apply(ApiRequest request) {
        if (request.parameter("fieldManager").isEmpty()) {
            throw ApiFailure.missingManager();
        }
        JsonObject config = named(request);
        boolean force = request.parameter("force").matches("true|1");
        return written(writes.apply(request.key(), config, writer(request, ""), force));
    }

    private JsonObject delete(ApiRequest request) {
        JsonObject options = request.body().isBlank() ? new JsonObject() : object(request);
        JsonObject gone = writes.delete(
                request.key(),
                Json.text(options, "preconditions", "uid"),
                Json.text(options, "preconditions", "resourceVersion"));
        return DELETED_IS_RETURNED.contains(request.key().kind())
                ? gone
                : success(request.key(), Json.text(gone, "metadata", "uid"));
    }

    private JsonObject deleteAll(ApiRequest request) {
        JsonObject list = list(request);
        for (JsonObject object : Json.objects(list, "items")) {
            writes.delete(ObjectKey.of(request.key().kind(), object), "", "");
        }
        return list;
    }

    private static JsonObject success(ObjectKey key, String uid) {
        JsonObject status = new JsonObject();
        status.addProperty("kind", "Status");
        status.addProperty("apiVersion", "v1");
        status.add("metadata", new JsonObject());
        status.addProperty("status", "Success");
        JsonObject details =
                Json.ofTexts(Map.of("name", key.name(), "kind", key.kind().plural(), "uid", uid));
        if (!key.kind().group().isEmpty()) {
            details.addProperty("group", key.kind().group());
        }
        status.add("details", details);
        return status;
    }

    /** The body of a write to a named object, whose own name has to agree. */
    private static JsonObject named(ApiRequest request) {
        JsonObject body = object(request);
        requireKind(request, body);
        requireNamespace(request, body);
        String name = Json.text(body, "metadata", "name");
        if (!name.isEmpty() && !name.equals(request.key().name())) {
            throw ApiFailure.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + request.key().name() + ")");
        }
        Json.child(body, "metadata").addProperty("name", request.key().name());
        return body;
    }

    private static void requireNamespace(ApiRequest request, JsonObject body) {
        String own = Json.text(body, "metadata", "namespace");
        if (!own.isEmpty() && !own.equals(request.key().namespace())) {
            throw ApiFailure.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static void requireKind(ApiRequest request, JsonObject body) {
        String kind = Json.text(body, "kind");
        if (request.verb().equals("patch") && !kind.equals(request.key().kind().kind())) {
            throw ApiFailure.badRequest("invalid object type: " + Json.text(body, "apiVersion") + ", Kind=" + kind);
        }
        if (!kind.isEmpty() && !kind.equals(request.key().kind().kind())) {
            throw ApiFailure.badRequest(kind + " in version \"" + Json.text(body, "apiVersion")
                    + "\" cannot be handled as a " + request.key().kind().kind());
        }
    }

    private static Answer written(Written written) {
        return new Answer(written.created() ? 201 : 200, written.object());
    }

    private static Writer writer(ApiRequest request, String userAgent) {
        String asked = request.parameter("fieldManager");
        String product = userAgent.contains("/") ? userAgent.substring(0, userAgent.indexOf('/')) : userAgent;
        String manager = !asked.isEmpty() ? asked : product.isEmpty() ? "unknown" : product;
        if (!List.of("", "status").contains(request.subresource())) {
            throw ApiFailure.noSuchPath();
        }
        return new Writer(
                manager, request.subresource(), request.parameter("dryRun").equals("All"));
    }

    private static JsonObject object(ApiRequest request) {
        JsonElement parsed = parsed(request.body());
        if (!parsed.isJsonObject()) {
            throw ApiFailure.badRequest("the body of the request is not an object");
        }
        return parsed.getAsJsonObject();
    }

    private static JsonElement parsed(String body) {
        try {
            return JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw ApiFailure.badRequest("error decoding the body (this stand-in reads JSON only): " + e.getMessage());
        }
    }
}
