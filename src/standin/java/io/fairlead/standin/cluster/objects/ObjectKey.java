package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;

/**
 * Where an object is kept.
 *
 * @param kind its kind
 * @param namespace its namespace; empty for cluster-wide kinds
 * @param name its name
 */
public record ObjectKey(ResourceKind kind, String namespace, String name) {

    /** The key of an object that carries its name and namespace. */
    public static ObjectKey of(ResourceKind kind, JsonObject object) {
        return new ObjectKey(kind, Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
    }

    /** Namespace and name as MetalLB and Kubernetes print them. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
