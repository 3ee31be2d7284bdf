package io.fairlead.kube;

import io.fairlead.model.Fields;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths by which the API server names fields: {@code .spec.ports[port=80,protocol="TCP"].name}. A key may contain dots,
 * so a path is resolved along the object.
 *
 * @see <a href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/fieldpath/element.go">fieldpath</a>
 */
final class FieldPath {

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
    private static final Pattern ITEM = Pattern.compile("\\[([^\\]]*)]");

    private FieldPath() {}

    /** The value at {@code path}; empty if there is none. */
    static Optional<Object> valueAt(Fields root, String path) {
        return Optional.ofNullable(find(root.map(), path));
    }

    private static @Nullable Object find(@Nullable Object at, String path) {
        if (path.isEmpty() || at == null) {
            return at;
        }
        if (at instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> begins(path, "." + entry.getKey()))
                    .max(Comparator.comparingInt(
                            entry -> entry.getKey().toString().length()))
                    .map(entry -> find(
                            entry.getValue(),
                            path.substring(1 + entry.getKey().toString().length())))
                    .orElse(null);
        }
        return at instanceof List<?> list ? item(list, path) : null;
    }

    private static boolean begins(String path, String key) {
        return path.startsWith(key) && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
    }

    private static @Nullable Object item(List<?> list, String path) {
        Matcher index = INDEX.matcher(path);
        if (index.lookingAt()) {
            int at = Integer.parseInt(index.group(1));
            return at < list.size() ? find(list.get(at), path.substring(index.end())) : null;
        }
        Matcher keys = ITEM.matcher(path);
        return keys.lookingAt()
                ? list.stream()
                        .map(Objects::requireNonNull)
                        .filter(each -> isItem(each, keys.group(1)))
                        .findFirst()
                        .map(each -> find(each, path.substring(keys.end())))
                        .orElse(null)
                : null;
    }

    /** Whether an item matches all of {@code port=80,protocol="TCP"}, or equals the value of {@code ="a"}. */
    private static boolean isItem(Object item, String keys) {
        for (String key : keys.split(",", -1)) {
            int equals = key.indexOf('=');
            Object value = equals > 0 && item instanceof Map<?, ?> map ? map.get(key.substring(0, equals)) : item;
            if (equals < 0 || value == null || !Json.text(value).equals(key.substring(equals + 1))) {
                return false;
            }
        }
        return true;
    }
}
