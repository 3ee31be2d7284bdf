package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.fields.FieldConflictException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal as the API server words it: a {@code Status} object with its HTTP code.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">Status</a>
 */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final transient JsonObject status;

    /**
     * One reason inside a refusal.
     *
     * @param reason such as {@code FieldValueInvalid}
     * @param message what is wrong
     * @param field the field's path
     */
    public record Cause(String reason, String message, String field) {}

    private ApiFailure(int code, String reason, String message, JsonObject details) {
        super(message);
        this.code = code;
        status = new JsonObject();
        status.addProperty("kind", "Status");
        status.addProperty("apiVersion", "v1");
        status.add("metadata", new JsonObject());
        status.addProperty("status", "Failure");
        status.addProperty("message", message);
        if (!reason.isEmpty()) {
            status.addProperty("reason", reason);
        }
        if (!details.isEmpty()) {
            status.add("details", details);
        }
        status.addProperty("code", code);
    }

    /** The HTTP status code. */
    public int code() {
        return code;
    }

    /** The Status object. */
    public JsonObject status() {
        return status;
    }

    public static ApiFailure notFound(ObjectKey key) {
        return new ApiFailure(
                404, "NotFound", key.kind().resource() + " \"" + key.name() + "\" not found", details(key));
    }

    /** A path that no resource has. */
    public static ApiFailure noSuchPath() {
        String message = "the server could not find the requested resource";
        ApiFailure failure = new ApiFailure(404, "NotFound", message, new JsonObject());
        failure.status.add("details", new JsonObject());
        return failure;
    }

    static ApiFailure alreadyExists(ObjectKey key) {
        return new ApiFailure(
                409, "AlreadyExists", key.kind().resource() + " \"" + key.name() + "\" already exists", details(key));
    }

    static ApiFailure stale(ObjectKey key) {
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + key.kind().resource() + " \"" + key.name()
                        + "\": the object has been modified; please apply your changes to the latest version and try again",
                details(key));
    }

    static ApiFailure precondition(ObjectKey key, String what) {
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + key.kind().resource() + " \"" + key.name()
                        + "\": Precondition failed: " + what,
                details(key));
    }

    static ApiFailure conflict(FieldConflictException conflict) {
        JsonObject details = new JsonObject();
        details.add(
                "causes",
                causes(conflict.conflicts().stream()
                        .map(one -> new Cause("FieldManagerConflict", "conflict with " + one.manager(), one.field()))
                        .toList()));
        return new ApiFailure(409, "Conflict", String.valueOf(conflict.getMessage()), details);
    }

    static ApiFailure invalid(ObjectKey key, List<Cause> causes) {
        String all = causes.stream()
                .map(cause -> cause.field + ": " + cause.message)
                .collect(Collectors.joining(", ", causes.size() > 1 ? "[" : "", causes.size() > 1 ? "]" : ""));
        JsonObject details = details(key);
        details.addProperty("kind", key.kind().kind());
        details.add("causes", causes(causes));
        return new ApiFailure(
                422, "Invalid", key.kind().qualifiedKind() + " \"" + key.name() + "\" is invalid: " + all, details);
    }

    /** An apply that does not say who applies. */
    public static ApiFailure missingManager() {
        JsonObject details = new JsonObject();
        details.addProperty("group", "meta.k8s.io");
        details.addProperty("kind", "PatchOptions");
        Cause cause = new Cause("FieldValueRequired", "Required value: is required for apply patch", "fieldManager");
        details.add("causes", causes(List.of(cause)));
        return new ApiFailure(
                422,
                "Invalid",
                "PatchOptions.meta.k8s.io \"\" is invalid: " + cause.field + ": " + cause.message,
                details);
    }

    public static ApiFailure badRequest(String message) {
        return new ApiFailure(400, "BadRequest", message, new JsonObject());
    }

    public static ApiFailure internal(String message) {
        return new ApiFailure(500, "InternalError", message, new JsonObject());
    }

    public static ApiFailure unauthorized() {
        return new ApiFailure(401, "Unauthorized", "Unauthorized", new JsonObject());
    }

    public static ApiFailure unsupported(String message) {
        return new ApiFailure(415, "UnsupportedMediaType", message, new JsonObject());
    }

    public static ApiFailure methodNotAllowed() {
        return new ApiFailure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                new JsonObject());
    }

    /** A refusal of a right; the name is empty for lists. */
    public static ApiFailure forbidden(String user, String verb, ObjectKey key) {
        String scope =
                key.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + key.namespace() + '"';
        String named = key.name().isEmpty() ? "" : " \"" + key.name() + '"';
        return new ApiFailure(
                403,
                "Forbidden",
                key.kind().resource() + named + " is forbidden: User \"" + user + "\" cannot " + verb + " resource \""
                        + key.kind().plural() + "\" in API group \""
                        + key.kind().group() + "\" " + scope,
                details(key));
    }

    /** An object that does not fit its type: 500 without a reason. */
    static ApiFailure untyped(String message) {
        return new ApiFailure(500, "", message, new JsonObject());
    }

    /** A PUT of a custom resource has to say what it replaces. */
    static ApiFailure missingRevision(ObjectKey key) {
        Cause cause = new Cause(
                "FieldValueInvalid", "Invalid value: 0: must be specified for an update", "metadata.resourceVersion");
        JsonObject details = details(key);
        details.add("causes", causes(List.of(cause)));
        return new ApiFailure(
                422,
                "Invalid",
                key.kind().resource() + " \"" + key.name() + "\" is invalid: " + cause.field + ": " + cause.message,
                details);
    }

    /** What a validating webhook's refusal becomes. */
    static ApiFailure denied(String webhook, String why) {
        return new ApiFailure(
                403, "Forbidden", "admission webhook \"" + webhook + "\" denied the request: " + why, new JsonObject());
    }

    /** A resourceVersion that history no longer holds. */
    public static ApiFailure expired(long asked, long oldest) {
        return new ApiFailure(
                410, "Expired", "too old resource version: " + asked + " (" + oldest + ")", new JsonObject());
    }

    private static JsonObject details(ObjectKey key) {
        JsonObject details = new JsonObject();
        if (!key.name().isEmpty()) {
            details.addProperty("name", key.name());
        }
        if (!key.kind().group().isEmpty()) {
            details.addProperty("group", key.kind().group());
        }
        details.addProperty("kind", key.kind().plural());
        return details;
    }

    private static JsonArray causes(List<Cause> causes) {
        JsonArray list = new JsonArray();
        for (Cause cause : causes) {
            JsonObject json = new JsonObject();
            json.addProperty("reason", cause.reason);
            json.addProperty("message", cause.message);
            json.addProperty("field", cause.field);
            list.add(json);
        }
        return list;
    }
}
