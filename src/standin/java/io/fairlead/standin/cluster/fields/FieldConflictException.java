package io.fairlead.standin.cluster.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An apply that would change fields of other managers without force. */
public final class FieldConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Conflict> conflicts;

    /**
     * One field in conflict.
     *
     * @param manager its owner as the API server words it
     * @param field its path
     */
    public record Conflict(String manager, String field) {}

    FieldConflictException(Map<Owner, FieldSet> byOwner) {
        this(list(byOwner));
    }

    private FieldConflictException(List<Conflict> conflicts) {
        super(message(conflicts));
        this.conflicts = conflicts;
    }

    /** Every field in conflict. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    private static List<Conflict> list(Map<Owner, FieldSet> byOwner) {
        List<Conflict> conflicts = new ArrayList<>();
        byOwner.forEach((owner, fields) ->
                fields.paths().forEach(path -> conflicts.add(new Conflict(owner.inConflict(), path))));
        return List.copyOf(conflicts);
    }

    private static String message(List<Conflict> conflicts) {
        if (conflicts.size() == 1) {
            Conflict one = conflicts.getFirst();
            return "Apply failed with 1 conflict: conflict with " + one.manager + ": " + one.field;
        }
        Map<String, List<String>> byManager = new TreeMap<>();
        conflicts.forEach(conflict -> byManager
                .computeIfAbsent(conflict.manager, any -> new ArrayList<>())
                .add("- " + conflict.field));
        List<String> lines = new ArrayList<>();
        byManager.forEach((manager, fields) -> {
            lines.add("conflicts with " + manager + ":");
            lines.addAll(fields);
        });
        return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
    }
}
