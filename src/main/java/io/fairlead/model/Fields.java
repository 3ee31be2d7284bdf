package io.fairlead.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON tree of maps, lists, strings, numbers and booleans, without nulls. Whole numbers are {@link Long}.
 *
 * @param map the root, in its original order
 */
public record Fields(Map<String, Object> map) {

    /** An empty tree. */
    public static final Fields EMPTY = new Fields(Map.of());

    /** Copies the tree. Nulls are left out, and whole numbers become {@link Long}. */
    public Fields {
        map = frozenMap(map);
    }

    /** The map at {@code path}; empty if there is none. */
    @SuppressWarnings("unchecked")
    public Fields at(String... path) {
        return find(path) instanceof Map<?, ?> found ? new Fields((Map<String, Object>) found) : EMPTY;
    }

    /** The string at {@code path}; empty for any other value. */
    public Optional<String> text(String... path) {
        return find(path) instanceof String found ? Optional.of(found) : Optional.empty();
    }

    /** The whole number at {@code path}. */
    public Optional<Long> number(String... path) {
        return find(path) instanceof Long found ? Optional.of(found) : Optional.empty();
    }

    /** Whether the value at {@code path} is {@code true}. */
    public boolean isTrue(String... path) {
        return Boolean.TRUE.equals(find(path));
    }

    /** Whether there is a value at {@code path}. */
    public boolean has(String... path) {
        return find(path) != null;
    }

    /** The strings in the list at {@code path}, without other entries. */
    public List<String> texts(String... path) {
        return list(path).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** The maps in the list at {@code path}, without other entries. */
    @SuppressWarnings("unchecked")
    public List<Fields> each(String... path) {
        return list(path).stream()
                .filter(Map.class::isInstance)
                .map(entry -> new Fields((Map<String, Object>) entry))
                .toList();
    }

    private List<?> list(String... path) {
        return find(path) instanceof List<?> found ? found : List.of();
    }

    private @Nullable Object find(String... path) {
        Object at = map;
        for (String key : path) {
            at = at instanceof Map<?, ?> here ? here.get(key) : null;
        }
        return at;
    }

    private static Map<String, Object> frozenMap(Map<?, ?> map) {
        if (map instanceof Frozen frozen) {
            return frozen;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object frozen = frozen(value);
            if (frozen != null) {
                copy.put(String.valueOf(key), frozen);
            }
        });
        return new Frozen(copy);
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return frozenMap(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Fields::frozen).filter(Objects::nonNull).toList();
        }
        return value instanceof Integer number ? number.longValue() : value;
    }

    /** A map that is immutable at every level, so that a subtree can be shared instead of copied. */
    private static final class Frozen extends AbstractMap<String, Object> {
        private final Map<String, Object> content;

        private Frozen(Map<String, Object> content) {
            this.content = Collections.unmodifiableMap(content);
        }

        @Override
        public @Nullable Object get(Object key) {
            return content.get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            return content.containsKey(key);
        }

        @Override
        public int size() {
            return content.size();
        }

        @Override
        public Set<String> keySet() {
            return content.keySet();
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return content.entrySet();
        }
    }
}
