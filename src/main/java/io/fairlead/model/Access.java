package io.fairlead.model;

/** What the module may do in an {@link Area}. */
public enum Access {
    /** Read and write. */
    WRITE,
    /** Read only. */
    READ,
    /** Neither. */
    NONE
}
