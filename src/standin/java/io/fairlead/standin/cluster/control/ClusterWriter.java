package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import io.fairlead.standin.cluster.objects.Store;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What every played controller works with: the store, writes under its own name, events, and the listener. */
public final class ClusterWriter {
    private final Store store;
    private final Writes writes;
    private final Consumer<String> listener;
    private final Map<String, String> lastEvents = new ConcurrentHashMap<>();

    /** Controllers over a store that tell a listener what they did, one line each. */
    public ClusterWriter(Store store, Writes writes, Consumer<String> listener) {
        this.store = store;
        this.writes = writes;
        this.listener = listener;
    }

    List<JsonObject> list(ResourceKind kind) {
        return store.list(kind);
    }

    boolean exists(ObjectKey key) {
        return store.get(key).isPresent();
    }

    void say(String line) {
        listener.accept(line);
    }

    JsonObject create(ResourceKind kind, String namespace, JsonObject object, String manager) {
        return writes.create(kind, namespace, object, Writer.of(manager)).object();
    }

    /** Changes an object that may have gone meanwhile. */
    void change(ObjectKey key, Consumer<JsonObject> edit, Writer writer) {
        store.exclusively(() -> {
            if (exists(key)) {
                writes.change(
                        key,
                        live -> {
                            edit.accept(live);
                            return live;
                        },
                        writer);
            }
            return key;
        });
    }

    void delete(ObjectKey key) {
        store.exclusively(() -> {
            if (exists(key)) {
                writes.delete(key, "", "");
            }
            return key;
        });
    }

    /** Records an Event on an object, unless it is the last one that this object had. */
    void event(ObjectKey about, JsonObject object, String type, String reason, String message, String component) {
        String uid = Json.text(object, "metadata", "uid");
        if ((reason + message).equals(lastEvents.put(uid, reason + message))) {
            return;
        }
        say(component + ": " + about.kind().kind() + " " + about.path() + ": " + reason + ": " + message);
        if (!exists(new ObjectKey(Catalog.NAMESPACE, "", about.namespace()))) {
            return;
        }
        JsonObject event = new JsonObject();
        Json.child(event, "metadata").addProperty("generateName", about.name() + ".");
        event.add(
                "involvedObject",
                Json.ofTexts(Map.of(
                        "kind", about.kind().kind(),
                        "apiVersion", about.kind().apiVersion(),
                        "namespace", about.namespace(),
                        "name", about.name(),
                        "uid", uid)));
        event.addProperty("type", type);
        event.addProperty("reason", reason);
        event.addProperty("message", message);
        event.add("source", Json.ofTexts(Map.of("component", component)));
        event.addProperty("firstTimestamp", now());
        event.addProperty("lastTimestamp", now());
        event.addProperty("count", 1);
        create(Catalog.EVENT, about.namespace(), event, component);
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** An owner reference that makes an object go with its owner. */
    static JsonObject ownedBy(ResourceKind kind, JsonObject owner) {
        JsonObject reference = new JsonObject();
        reference.addProperty("apiVersion", kind.apiVersion());
        reference.addProperty("kind", kind.kind());
        reference.addProperty("name", Json.text(owner, "metadata", "name"));
        reference.addProperty("uid", Json.text(owner, "metadata", "uid"));
        reference.addProperty("controller", true);
        reference.addProperty("blockOwnerDeletion", true);
        return reference;
    }

    static boolean isOwnedBy(JsonObject object, JsonObject owner) {
        String uid = Json.text(owner, "metadata", "uid");
        return Json.objects(object, "metadata", "ownerReferences").stream()
                .anyMatch(reference -> Json.text(reference, "uid").equals(uid));
    }
}
