package io.fairlead.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
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
        return copy.size() <= Few.MOST ? new Few(copy) : new Many(copy);
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
    private abstract static class Frozen extends AbstractMap<String, Object> {}

    /** A map of many keys. */
    private static final class Many extends Frozen {
        private final Map<String, Object> content;

        private Many(Map<String, Object> content) {
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

    /** A map of few keys, as most are. It is searched key by key; a hash table would take several times the memory. */
    private static final class Few extends Frozen {
        private static final int MOST = 12;

        private final String[] keys;
        private final Object[] values;

        private Few(Map<String, Object> content) {
            keys = content.keySet().toArray(String[]::new);
            values = content.values().toArray();
        }

        @Override
        public @Nullable Object get(Object key) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i].equals(key)) {
                    return values[i];
                }
            }
            return null;
        }

        @Override
        public boolean containsKey(Object key) {
            return get(key) != null;
        }

        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return keys.length;
                }

                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return new Entries();
                }
            };
        }

        private final class Entries implements Iterator<Entry<String, Object>> {
            private int next;

            @Override
            public boolean hasNext() {
                return next < keys.length;
            }

            @Override
            public Entry<String, Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return Map.entry(keys[next], values[next++]);
            }
        }
    }
}
