package io.fairlead.model;

/**
 * Identifies one object of the cluster.
 *
 * @param apiVersion group and version, as in a manifest ({@code apps/v1}, {@code v1})
 * @param kind its kind
 * @param namespace its namespace; empty for cluster-wide kinds
 * @param name its name
 */
public record ObjectRef(String apiVersion, String kind, String namespace, String name)
        implements Comparable<ObjectRef> {

    /** A Deployment. */
    public static ObjectRef deployment(String namespace, String name) {
        return new ObjectRef("apps/v1", "Deployment", namespace, name);
    }

    /** A Service. */
    public static ObjectRef service(String namespace, String name) {
        return new ObjectRef("v1", "Service", namespace, name);
    }

    /** A Namespace. */
    public static ObjectRef namespace(String name) {
        return new ObjectRef("v1", "Namespace", "", name);
    }

    /** A NetworkPolicy. */
    public static ObjectRef networkPolicy(String namespace, String name) {
        return new ObjectRef("networking.k8s.io/v1", "NetworkPolicy", namespace, name);
    }

    /** A PodDisruptionBudget. */
    public static ObjectRef disruptionBudget(String namespace, String name) {
        return new ObjectRef("policy/v1", "PodDisruptionBudget", namespace, name);
    }

    /** A ConfigMap. */
    public static ObjectRef configMap(String namespace, String name) {
        return new ObjectRef("v1", "ConfigMap", namespace, name);
    }

    /** An IPPool of Calico. */
    public static ObjectRef ipPool(String name) {
        return new ObjectRef("crd.projectcalico.org/v1", "IPPool", "", name);
    }

    /** Ordered by namespace, kind, name, version. Written out for speed, because a cycle compares thousands. */
    @Override
    public int compareTo(ObjectRef other) {
        int order = namespace.compareTo(other.namespace);
        order = order != 0 ? order : kind.compareTo(other.kind);
        order = order != 0 ? order : name.compareTo(other.name);
        return order != 0 ? order : apiVersion.compareTo(other.apiVersion);
    }

    /** {@code Kind namespace/name}, or {@code Kind name} for a cluster-wide object. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
    }
}
