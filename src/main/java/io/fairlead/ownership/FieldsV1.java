package io.fairlead.ownership;

import io.fairlead.model.Fields;
import java.util.Map;
import java.util.TreeMap;

/**
 * The format in which an entry of {@code managedFields} lists the fields of a field manager.
 *
 * @see <a
 *      href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/fieldpath/serialize-pe.go">fieldsV1</a>
 */
public final class FieldsV1 {

    /** Marks that the manager owns the item itself, not only fields in it. */
    static final String SELF = ".";

    /** Prefix of a field name. */
    static final String FIELD = "f:";

    /** Prefix of the keys of an item in a keyed list. */
    static final String KEYED_ITEM = "k:";

    /** Prefix of the value of an item in a set. */
    static final String SET_ITEM = "v:";

    private FieldsV1() {}

    /** An entry that owns the fields at these paths, each with everything below it. A path starts at the root. */
    public static Fields whole(String[]... paths) {
        Map<String, Object> root = new TreeMap<>();
        for (String[] path : paths) {
            Fields at = new Fields(Map.of());
            for (int i = path.length - 1; i >= 0; i--) {
                at = new Fields(Map.of(FIELD + path[i], at.map()));
            }
            root.putAll(at.map());
        }
        return new Fields(root);
    }
}
