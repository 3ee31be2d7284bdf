package io.fairlead.model;

/** Who can fix a problem. */
public enum FixedBy {
    TWIN("whoever writes the twin"),
    CLUSTER("whoever runs the cluster"),
    APP("whoever makes the app"),
    TIME("nobody: it is tried again"),
    FAIRLEAD("Fairlead's developers");

    private final String words;

    FixedBy(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
