package io.fairlead.model;

/**
 * The labels of objects that Fairlead creates.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Recommended
 *      Labels</a>
 */
public enum Labels {
    MANAGED_BY("app.kubernetes.io/managed-by"),
    PART_OF("app.kubernetes.io/part-of"),
    NAME("app.kubernetes.io/name"),
    TIER("fairlead.io/tier");

    /** The value of {@link #MANAGED_BY}, and the field manager of every apply. */
    public static final String FAIRLEAD = "fairlead";

    private final String key;

    Labels(String key) {
        this.key = key;
    }

    /** The label's key. */
    public String key() {
        return key;
    }
}
