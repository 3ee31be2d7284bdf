package io.fairlead.standin.cluster.objects;

import io.fairlead.standin.cluster.fields.FieldTypes;
import java.util.Locale;

/**
 * A kind that the API serves.
 *
 * @param group the API group; empty for the core
 * @param version the served version
 * @param kind the kind
 * @param plural the resource's name in paths
 * @param namespaced whether objects live in namespaces
 * @param generation whether metadata.generation is kept
 * @param status whether there is a status subresource
 * @param types its lists and maps
 */
public record ResourceKind(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        boolean generation,
        boolean status,
        FieldTypes types) {

    /** Group and version as objects carry them. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Plural and group, such as {@code deployments.apps}. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** The singular name in discovery. */
    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** True for kinds that come from a custom resource definition. */
    public boolean custom() {
        return types == FieldTypes.CUSTOM;
    }
}
