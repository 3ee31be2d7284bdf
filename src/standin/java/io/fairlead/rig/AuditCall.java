package io.fairlead.rig;

import java.util.Set;

/**
 * One call to the API server as its audit log has it; absent parts are empty strings.
 *
 * @param resource plural name, with {@code /subresource} where the call was for one
 * @param code HTTP status; 0 for a watch that is still open
 */
public record AuditCall(
        String user, String verb, String group, String resource, String namespace, String name, int code, String uri) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");
    private static final Set<String> REVIEWS = Set.of("authorization.k8s.io", "authentication.k8s.io");

    /** Whether it is a long poll for changes, which costs nothing while there are none. */
    public boolean isWatch() {
        return verb.equals("watch");
    }

    /** Whether it was meant to change the cluster: no reviews ("may I"), no dry runs. Refused ones count. */
    public boolean isWrite() {
        return WRITES.contains(verb) && !REVIEWS.contains(group) && !uri.contains("dryRun=All");
    }

    @Override
    public String toString() {
        String object = namespace.isEmpty() ? name : namespace + "/" + name;
        return verb + " " + (resource.isEmpty() ? uri : resource + " " + object) + " " + code;
    }
}
