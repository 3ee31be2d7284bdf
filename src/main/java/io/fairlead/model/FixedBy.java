package io.fairlead.model;

/** Who can fix a problem. */
public enum FixedBy {
    TWIN("twin author"),
    CLUSTER("cluster administrator"),
    NETWORK("network administrator"),
    APP("app developer"),
    TIME("nobody, the module retries"),
    FAIRLEAD("Fairlead developers");

    private final String words;

    FixedBy(String words) {
        this.words = words;
    }

    /** The role, as messages name it. */
    public String words() {
        return words;
    }
}
