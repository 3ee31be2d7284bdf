package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.fields.FieldConflictException;
import io.fairlead.standin.cluster.fields.Owner;
import io.fairlead.standin.cluster.fields.Ownership;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * Every way to change the store: each runs the whole path of an API request, from ownership over defaults and
 * validation to the stored revision. A write that changes nothing stores nothing and keeps the resourceVersion.
 */
public final class Writes {
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    private final Store store;
    private final ServiceAddresses addresses;

    /** Writes into a store. */
    public Writes(Store store) {
        this.store = store;
        this.addresses = new ServiceAddresses(store);
    }

    /**
     * What a write left.
     *
     * @param object the stored object
     * @param created whether it is new
     */
    public record Written(JsonObject object, boolean created) {}

    /** Creates an object; 409 where it exists, 404 where its namespace does not. */
    public Written create(ResourceKind kind, String namespace, JsonObject body, Writer writer) {
        return store.exclusively(() -> {
            JsonObject object = body.deepCopy();
            JsonObject metadata = Json.child(object, "metadata");
            name(metadata, namespace);
            ObjectKey key = new ObjectKey(kind, namespace, Json.text(object, "metadata", "name"));
            if (key.name().isEmpty()) {
                throw ApiFailure.invalid(
                        key,
                        List.of(new ApiFailure.Cause(
                                "FieldValueRequired",
                                "Required value: name or generateName is required",
                                "metadata.name")));
            }
            requireNamespace(key);
            if (store.get(key).isPresent()) {
                throw ApiFailure.alreadyExists(key);
            }
            if (!metadata.has("resourceVersion")
                    || Json.text(metadata, "resourceVersion").isEmpty()) {
                return updated(key, Optional.empty(), object, writer);
            }
            throw ApiFailure.internal("resourceVersion should not be set on objects to be created");
        });
    }

    private static void name(JsonObject metadata, String namespace) {
        if (!namespace.isEmpty()) {
            metadata.addProperty("namespace", namespace);
        }
        if (Json.text(metadata, "name").isEmpty() && metadata.has("generateName")) {
            metadata.addProperty("name", Json.text(metadata, "generateName") + suffix(5));
        }
    }

    /** The random end of a generated name. */
    public static String suffix(int length) {
        StringBuilder suffix = new StringBuilder();
        ThreadLocalRandom.current().ints(length, 0, SUFFIX.length()).forEach(i -> suffix.append(SUFFIX.charAt(i)));
        return suffix.toString();
    }

    /** Replaces an object; 409 where the body's resourceVersion is not the live one. */
    public Written update(ObjectKey key, JsonObject body, Writer writer) {
        if (key.kind().custom()
                && Json.text(body, "metadata", "resourceVersion").isEmpty()) {
            throw ApiFailure.missingRevision(key);
        }
        return change(key, live -> body.deepCopy(), writer);
    }

    /** Changes a copy of the live object; 404 where there is none. */
    public Written change(ObjectKey key, UnaryOperator<JsonObject> edit, Writer writer) {
        return store.exclusively(() -> {
            JsonObject live = store.get(key).orElseThrow(() -> ApiFailure.notFound(key));
            JsonObject after = edit.apply(live.deepCopy());
            requireCurrent(key, live, after);
            if (after.equals(live)) {
                return new Written(live, false);
            }
            return updated(key, Optional.of(live), after, writer);
        });
    }

    private Written updated(ObjectKey key, Optional<JsonObject> before, JsonObject after, Writer writer) {
        JsonObject base = before.orElseGet(() -> blank(key));
        JsonObject object = endpointView(key, before, after, writer);
        Json.child(object, "metadata").remove("managedFields");
        complete(key, object);
        Owner owner = Owner.updater(writer.manager(), key.kind().apiVersion(), writer.subresource());
        ownership(key, writer).update(base, object, owner);
        return store(key, before, object, writer);
    }

    /**
     * Server-side apply.
     *
     * @param config the intent; managedFields in it are refused with 400
     * @param force takes fields of other managers instead of answering 409
     */
    public Written apply(ObjectKey key, JsonObject config, Writer writer, boolean force) {
        if (!Json.list(config, "metadata", "managedFields").isEmpty()) {
            throw ApiFailure.badRequest("metadata.managedFields must be nil");
        }
        return store.exclusively(() -> {
            Optional<JsonObject> before = store.get(key);
            requireNamespace(key);
            before.ifPresent(live -> requireCurrent(key, live, config));
            JsonObject intent = config.deepCopy();
            name(Json.child(intent, "metadata"), key.namespace());
            Owner owner = Owner.applier(writer.manager(), key.kind().apiVersion(), writer.subresource());
            JsonObject merged = merge(key, before.orElseGet(() -> skeleton(key)), intent, writer, owner, force);
            JsonElement managed = merged.getAsJsonObject("metadata").get("managedFields");
            JsonObject object = endpointView(key, before, merged, writer);
            Json.child(object, "metadata").add("managedFields", managed == null ? JsonNull.INSTANCE : managed);
            complete(key, object);
            return store(key, before, object, writer);
        });
    }

    private static JsonObject merge(
            ObjectKey key, JsonObject live, JsonObject intent, Writer writer, Owner owner, boolean force) {
        try {
            return ownership(key, writer).apply(live, intent, owner, force);
        } catch (FieldConflictException conflict) {
            throw ApiFailure.conflict(conflict);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.untyped("failed to create typed patch object (" + key.path() + "; "
                    + key.kind().apiVersion() + ", Kind=" + key.kind().kind() + "): " + e.getMessage());
        }
    }

    private static Ownership ownership(ObjectKey key, Writer writer) {
        return new Ownership(key.kind().types(), writer.tracked(key.kind()));
    }

    /** What the endpoint lets through: the main one keeps the live status, the status one everything else. */
    private static JsonObject endpointView(
            ObjectKey key, Optional<JsonObject> before, JsonObject after, Writer writer) {
        JsonObject object = after;
        if (writer.toStatus()) {
            object = before.orElseThrow(() -> ApiFailure.notFound(key)).deepCopy();
            copy(after, object, "status");
            if (Writer.STATUS_KEEPS_METADATA.contains(key.kind())) {
                copy(Json.child(after, "metadata"), Json.child(object, "metadata"), "annotations");
            }
        } else if (key.kind().status()) {
            copy(before.orElseGet(JsonObject::new), object, "status");
        }
        systemMetadata(key, before, object);
        return object;
    }

    private static void systemMetadata(ObjectKey key, Optional<JsonObject> before, JsonObject object) {
        object.addProperty("apiVersion", key.kind().apiVersion());
        object.addProperty("kind", key.kind().kind());
        JsonObject metadata = Json.child(object, "metadata");
        metadata.addProperty("name", key.name());
        if (!key.namespace().isEmpty()) {
            metadata.addProperty("namespace", key.namespace());
        }
        JsonObject old = before.map(live -> Json.child(live, "metadata")).orElseGet(JsonObject::new);
        for (String field : List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "resourceVersion")) {
            copy(old, metadata, field);
        }
        metadata.remove("selfLink");
        if (before.isEmpty()) {
            metadata.addProperty("uid", UUID.randomUUID().toString());
            metadata.addProperty("creationTimestamp", now());
            if (key.kind().generation()) {
                metadata.addProperty("generation", 1);
            }
        }
    }

    /** Normal form and defaults. */
    private static void complete(ObjectKey key, JsonObject object) {
        String type = key.kind().apiVersion() + ", Kind=" + key.kind().kind();
        try {
            Normal.normalise(key.kind(), object);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.untyped("failed to convert new object (" + key.path() + "; " + type
                    + ") to proper version: unable to convert unstructured object to " + type + ": " + e.getMessage());
        }
        Defaults.fill(key.kind(), object);
    }

    private Written store(ObjectKey key, Optional<JsonObject> before, JsonObject object, Writer writer) {
        if (key.kind().equals(Catalog.SERVICE)) {
            addresses.assign(before, object);
        }
        if (!writer.toStatus()) {
            Validation.check(key, before, object);
            if (key.kind().equals(Catalog.ADDRESS_POOL)) {
                PoolWebhook.check(store, key, object);
            }
        }
        if (before.isPresent()) {
            if (sameButTimes(before.get(), object)) {
                return new Written(before.get(), false);
            }
            if (!writer.toStatus()) {
                bumpGeneration(key, before.get(), object);
            }
        }
        if (writer.dryRun()) {
            return new Written(object, before.isEmpty());
        }
        if (isLetGo(object)) {
            return new Written(store.remove(key), false);
        }
        return new Written(store.put(key, object), before.isEmpty());
    }

    private static boolean sameButTimes(JsonObject before, JsonObject after) {
        return withoutTimes(before).equals(withoutTimes(after));
    }

    private static JsonObject withoutTimes(JsonObject object) {
        JsonObject copy = object.deepCopy();
        Json.objects(copy, "metadata", "managedFields").forEach(entry -> entry.remove("time"));
        return copy;
    }

    /** Of Deployments, annotations count too. */
    private static void bumpGeneration(ObjectKey key, JsonObject before, JsonObject after) {
        boolean annotated = key.kind().equals(Catalog.DEPLOYMENT)
                && !Json.map(before, "metadata", "annotations").equals(Json.map(after, "metadata", "annotations"));
        if (annotated || (key.kind().generation() && !content(key, before).equals(content(key, after)))) {
            int generation = Json.number(before, 0, "metadata", "generation");
            Json.child(after, "metadata").addProperty("generation", generation + 1);
        }
    }

    private static JsonObject content(ObjectKey key, JsonObject object) {
        JsonObject content = object.deepCopy();
        content.remove("metadata");
        if (key.kind().status()) {
            content.remove("status");
        }
        return content;
    }

    /**
     * Deletes an object, with everything in it where it is a namespace; one with finalizers is only marked.
     *
     * @param uid the uid that it must have; empty for any
     * @param resourceVersion the resourceVersion that it must have; empty for any
     */
    public JsonObject delete(ObjectKey key, String uid, String resourceVersion) {
        return store.exclusively(() -> {
            JsonObject live = store.get(key).orElseThrow(() -> ApiFailure.notFound(key));
            requireEqual(key, "UID", uid, Json.text(live, "metadata", "uid"));
            requireEqual(key, "ResourceVersion", resourceVersion, Json.text(live, "metadata", "resourceVersion"));
            if (!Json.list(live, "metadata", "finalizers").isEmpty()) {
                JsonObject marked = live.deepCopy();
                Json.child(marked, "metadata").addProperty("deletionTimestamp", now());
                return store.put(key, marked);
            }
            if (key.kind().equals(Catalog.NAMESPACE)) {
                store.keysIn(key.name()).forEach(store::remove);
            }
            return store.remove(key);
        });
    }

    private static boolean isLetGo(JsonObject object) {
        return Json.at(object, "metadata", "deletionTimestamp").isPresent()
                && Json.list(object, "metadata", "finalizers").isEmpty();
    }

    private void requireNamespace(ObjectKey key) {
        if (key.kind().namespaced()) {
            ObjectKey namespace = new ObjectKey(Catalog.NAMESPACE, "", key.namespace());
            if (store.get(namespace).isEmpty()) {
                throw ApiFailure.notFound(namespace);
            }
        }
    }

    private static void requireCurrent(ObjectKey key, JsonObject live, JsonObject body) {
        String asked = Json.text(body, "metadata", "resourceVersion");
        if (!asked.isEmpty() && !asked.equals(Json.text(live, "metadata", "resourceVersion"))) {
            throw ApiFailure.stale(key);
        }
    }

    private static void requireEqual(ObjectKey key, String what, String asked, String found) {
        if (!asked.isEmpty() && !asked.equals(found)) {
            throw ApiFailure.precondition(
                    key, what + " in precondition: " + asked + ", " + what + " in object meta: " + found);
        }
    }

    private static JsonObject skeleton(ObjectKey key) {
        JsonObject skeleton = new JsonObject();
        skeleton.addProperty("apiVersion", key.kind().apiVersion());
        skeleton.addProperty("kind", key.kind().kind());
        skeleton.add("metadata", new JsonObject());
        return skeleton;
    }

    /** What a new object is compared with: some parts of the built-in types are always there, if empty. */
    private static JsonObject blank(ObjectKey key) {
        JsonObject blank = skeleton(key);
        if (!key.kind().custom()) {
            blank.add("spec", new JsonObject());
        }
        if (key.kind().equals(Catalog.DEPLOYMENT)) {
            Json.child(blank, "spec", "strategy");
            Json.child(blank, "spec", "template", "metadata");
            Json.child(blank, "spec", "template", "spec").add("containers", new JsonArray());
        }
        return blank;
    }

    private static void copy(JsonObject from, JsonObject to, String field) {
        if (from.has(field)) {
            to.add(field, from.get(field).deepCopy());
        } else {
            to.remove(field);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
