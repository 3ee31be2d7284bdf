package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonObject;

/**
 * Who writes: a field manager, how it writes, and where.
 *
 * @param manager the field manager's name
 * @param operation {@code Apply} or {@code Update}
 * @param apiVersion the version of the kind that it writes
 * @param subresource empty or {@code status}
 */
public record Owner(String manager, String operation, String apiVersion, String subresource) {

    /** The owner of fields written by server-side apply. */
    public static Owner applier(String manager, String apiVersion, String subresource) {
        return new Owner(manager, "Apply", apiVersion, subresource);
    }

    /** The owner of fields written by any other verb. */
    public static Owner updater(String manager, String apiVersion, String subresource) {
        return new Owner(manager, "Update", apiVersion, subresource);
    }

    static Owner read(JsonObject entry) {
        return new Owner(
                text(entry, "manager"),
                text(entry, "operation"),
                text(entry, "apiVersion"),
                text(entry, "subresource"));
    }

    private static String text(JsonObject entry, String name) {
        return entry.has(name) ? entry.get(name).getAsString() : "";
    }

    /** The owner as a conflict names it: {@code "x"} or {@code "x" using apps/v1}. */
    String inConflict() {
        String named = '"' + manager + '"' + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + '"');
        return operation.equals("Update") ? named + " using " + apiVersion : named;
    }
}
