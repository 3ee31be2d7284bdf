package io.fairlead.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds a JSON tree in a fixed order, so that the same tier gives the same text in every run. */
final class Tree {

    private final Map<String, Object> map = new LinkedHashMap<>();

    /** Adds a field. An empty map or list is left out, because the API server records no ownership of it. */
    Tree put(String key, Object value) {
        Object plain = value instanceof Tree tree ? tree.map : value;
        boolean empty = (plain instanceof Map<?, ?> inner && inner.isEmpty())
                || (plain instanceof Iterable<?> list && !list.iterator().hasNext());
        if (!empty) {
            map.put(key, plain);
        }
        return this;
    }

    Map<String, Object> map() {
        return map;
    }
}
