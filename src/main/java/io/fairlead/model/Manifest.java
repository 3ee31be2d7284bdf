package io.fairlead.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object as Fairlead wants it: the body of a server-side apply, with nothing in it that Fairlead does not own.
 *
 * @param ref which object
 * @param body the whole manifest, {@code apiVersion}, {@code kind} and {@code metadata} included; quantities in their
 *     canonical form
 */
public record Manifest(ObjectRef ref, Fields body) {

    /**
     * An object with its envelope.
     *
     * @param metadata what is in its metadata beside its name and namespace
     * @param content what is in it beside {@code apiVersion}, {@code kind} and {@code metadata}
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

    /** The same with the label of what Fairlead creates. */
    public static Manifest labelled(ObjectRef ref, Map<String, Object> content) {
        return of(ref, Map.of("labels", Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD)), content);
    }
}
