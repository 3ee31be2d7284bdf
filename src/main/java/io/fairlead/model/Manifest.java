package io.fairlead.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A desired object: the body of a server-side apply, with only the fields that Fairlead owns.
 *
 * @param ref which object
 * @param body the whole manifest, including {@code apiVersion}, {@code kind} and {@code metadata}; quantities in
 *      canonical form
 */
public record Manifest(ObjectRef ref, Fields body) {

    /**
     * An object with its type and metadata.
     *
     * @param metadata its metadata besides name and namespace
     * @param content its fields besides {@code apiVersion}, {@code kind} and {@code metadata}
     */
    public static Manifest of(ObjectRef ref, Map<String, Object> metadata, Map<String, Object> content) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", ref.name());
        if (!ref.namespace().isEmpty()) {
            named.put("namespace", ref.namespace());
        }
        named.putAll(metadata);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", ref.apiVersion());
        body.put("kind", ref.kind());
        body.put("metadata", named);
        body.putAll(content);
        return new Manifest(ref, new Fields(body));
    }

    /** An object with the label of objects that Fairlead creates. */
    public static Manifest labelled(ObjectRef ref, Map<String, Object> content) {
        return of(ref, Map.of("labels", Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD)), content);
    }
}
