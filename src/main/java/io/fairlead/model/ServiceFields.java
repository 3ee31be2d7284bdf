package io.fairlead.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a Service says to a load balancer, in this order.
 *
 * @param annotations its annotations
 * @param spec fields of its spec
 */
public record ServiceFields(Map<String, String> annotations, Map<String, String> spec) {

    /** Nothing. */
    public static final ServiceFields NONE = new ServiceFields(Map.of(), Map.of());

    /** Copies the maps. */
    public ServiceFields {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    }
}
