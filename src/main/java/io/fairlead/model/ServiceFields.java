package io.fairlead.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The annotations and fields of a Service that a load balancer reads, in this order.
 *
 * @param annotations its annotations
 * @param spec fields of its spec
 */
public record ServiceFields(Map<String, String> annotations, Map<String, String> spec) {

    /** No annotations or fields. */
    public static final ServiceFields NONE = new ServiceFields(Map.of(), Map.of());

    /** Copies the maps. */
    public ServiceFields {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    }
}
