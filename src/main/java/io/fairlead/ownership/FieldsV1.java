package io.fairlead.ownership;

import io.fairlead.model.Fields;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an entry of {@code managedFields} spells what a field manager has.
 *
 * @see <a href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/fieldpath/serialize-pe.go">fieldsV1</a>
 */
public final class FieldsV1 {

    /** Marks that the entry has the item itself, beside what is in it. */
    static final String SELF = ".";

    /** Before the name of a field. */
    static final String FIELD = "f:";

    /** Before the keys of an item of a list that has keys. */
    static final String KEYED_ITEM = "k:";

    /** Before the value of an item of a set. */
    static final String SET_ITEM = "v:";

    private FieldsV1() {}

    /** An entry that has these fields whole, each named by its path from the root. */
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
