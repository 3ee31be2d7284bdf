package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A Kubernetes object in the source.
 *
 * @param kind its kind
 * @param name its name
 * @param namespace its namespace, empty if not given
 * @param live whether it was read from a cluster, so that it has defaults of the API server
 * @param body its fields that are not taken yet
 * @param metadata the fields of its metadata that are not taken yet
 * @param annotations its annotations that are not taken yet
 */
record Resource(
        String kind, String name, String namespace, boolean live, Taken body, Taken metadata, Taken annotations) {

    /**
     * The objects in a document: one, or the items of a list.
     *
     * @throws UnreadableText if it has other content
     */
    static List<Resource> in(JsonObject object) {
        String kind = text(object, "kind");
        if (kind.isEmpty()) {
            throw new UnreadableText("it contains an object without `kind` that is not create options either");
        }
        if (kind.endsWith("List") && object.has("items") && object.get("items").isJsonArray()) {
            List<Resource> items = new ArrayList<>();
            for (JsonElement item : object.getAsJsonArray("items")) {
                if (!item.isJsonObject()) {
                    throw new UnreadableText("it contains a list with an item that is no object");
                }
                items.addAll(in(item.getAsJsonObject()));
            }
            return items;
        }
        return List.of(of(kind, object));
    }

    private static Resource of(String kind, JsonObject object) {
        JsonElement given = object.get("metadata");
        JsonObject meta = given != null && given.isJsonObject() ? given.getAsJsonObject() : new JsonObject();
        String name = text(meta, "name");
        String namespace = text(meta, "namespace");
        Taken body = Taken.from(kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name, object);
        body.skip("apiVersion", "kind", "status");
        Taken metadata = body.object("metadata");
        metadata.skip("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink");
        Taken annotations = metadata.object("annotations");
        annotations.skip(
                "kubectl.kubernetes.io/last-applied-configuration",
                "kubernetes.io/change-cause",
                "deployment.kubernetes.io/revision",
                MetalLb.PREFIX + MetalLb.GIVEN_FROM,
                MetalLb.OLD_PREFIX + MetalLb.GIVEN_FROM);
        return new Resource(kind, name, namespace, meta.has("uid"), body, metadata, annotations);
    }

    /** Takes the labels that {@code selectors} use. Fairlead selects the same pods by its own labels. */
    void takeLabels(List<SortedMap<String, String>> selectors) {
        takeLabels(metadata, selectors);
    }

    /** Its identity among all objects of the source. */
    String id() {
        return kind + " " + (namespace.isEmpty() ? "default" : namespace) + "/" + name;
    }

    static void takeLabels(Taken metadata, List<SortedMap<String, String>> selectors) {
        Taken labels = metadata.object("labels");
        selectors.forEach(selector -> selector.forEach(labels::expect));
        labels.noteEach("a tier's objects have Fairlead's own labels");
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isString()
                ? value.getAsString()
                : "";
    }
}
