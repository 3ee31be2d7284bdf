package io.fairlead.cli;

import io.fairlead.model.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a live object that a manifest changes. */
final class FieldChanges {

    /** The values of these fields come from a user and may be secret. */
    private static final Set<String> UNSAID = Set.of("env", "args", "command", "data", "stringData");

    private static final String UNSAID_VALUE = "…";

    private static final Set<String> NAMING = Set.of("apiVersion", "kind");

    private final List<Change> changes = new ArrayList<>();

    private FieldChanges() {}

    /**
     * A changed field.
     *
     * @param path from the root of the object; an item of a list by its name, else by its index
     * @param before the current value; empty if the field is absent, {@code …} if the value is hidden
     * @param after the new value, in the same form
     */
    record Change(String path, String before, String after) {
        @Override
        public String toString() {
            return path + ": " + (before.isEmpty() ? "(none)" : before) + " → " + (after.isEmpty() ? "(none)" : after);
        }
    }

    /** All changes, sorted by path. */
    static List<Change> of(Fields live, Fields wanted) {
        FieldChanges found = new FieldChanges();
        found.map("", wanted.map(), live.map(), false);
        return List.copyOf(found.changes);
    }

    private void map(String path, Map<?, ?> wanted, Map<?, ?> live, boolean unsaid) {
        for (String key :
                new TreeSet<>(wanted.keySet().stream().map(String::valueOf).toList())) {
            if (!path.isEmpty() || !NAMING.contains(key)) {
                String inner = path.isEmpty() ? key : path + "." + key;
                value(inner, Objects.requireNonNull(wanted.get(key)), live.get(key), unsaid || UNSAID.contains(key));
            }
        }
    }

    private void value(String path, Object wanted, @Nullable Object live, boolean unsaid) {
        if (wanted.equals(live)) {
            return;
        }
        if (live == null && unsaid) {
            changes.add(new Change(path, "", UNSAID_VALUE));
        } else if (wanted instanceof Map<?, ?> map) {
            map(path, map, live instanceof Map<?, ?> liveMap ? liveMap : Map.of(), unsaid);
        } else if (wanted instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            items(path, list, live instanceof List<?> liveList ? liveList : List.of(), unsaid);
        } else {
            changes.add(new Change(path, live == null ? "" : said(live, unsaid), said(wanted, unsaid)));
        }
    }

    private void items(String path, List<?> wanted, List<?> live, boolean unsaid) {
        for (int i = 0; i < wanted.size(); i++) {
            Map<?, ?> item = (Map<?, ?>) Objects.requireNonNull(wanted.get(i));
            Optional<Object> name = Optional.ofNullable(item.get("name"));
            Object same = name.isEmpty()
                    ? i < live.size() ? live.get(i) : null
                    : live.stream()
                            .filter(other ->
                                    other instanceof Map<?, ?> map && name.get().equals(map.get("name")))
                            .findFirst()
                            .orElse(null);
            value(path + "[" + name.map(String::valueOf).orElse(Integer.toString(i)) + "]", item, same, unsaid);
        }
    }

    private static String said(Object value, boolean unsaid) {
        return unsaid ? UNSAID_VALUE : String.valueOf(value);
    }
}
