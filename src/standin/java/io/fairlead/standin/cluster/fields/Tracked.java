package io.fairlead.standin.cluster.fields;

import java.util.List;

/** Which fields a request can own: never the system's own metadata, and of the rest only its endpoint's. */
public enum Tracked {
    /** The object's own endpoint of a kind with a status subresource. */
    ALL_BUT_STATUS,
    /** The object's own endpoint of a kind without a status subresource. */
    ALL,
    /** The status endpoint. */
    STATUS,
    /** The status endpoint of kinds whose status writes keep metadata, such as Service. */
    STATUS_AND_METADATA;

    private static final List<String> SYSTEM = List.of(
            "name",
            "namespace",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "uid",
            "generation",
            "generateName",
            "managedFields",
            "resourceVersion");

    FieldSet of(FieldSet set) {
        FieldSet rest = set.without("f:apiVersion").without("f:kind");
        for (String name : SYSTEM) {
            rest = rest.without("f:metadata", "f:" + name);
        }
        return switch (this) {
            case ALL -> rest;
            case ALL_BUT_STATUS -> rest.without("f:status");
            case STATUS -> only(rest, "f:status");
            case STATUS_AND_METADATA -> only(rest, "f:status").union(only(rest, "f:metadata"));
        };
    }

    private static FieldSet only(FieldSet set, String element) {
        return FieldSet.empty().replaced(element, set.below(element));
    }
}
