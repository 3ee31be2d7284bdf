package io.fairlead.model;

/** The state of a tier or an app. */
public enum TierPhase {
    Ready,
    Progressing,
    Failed,
    Refused,
    Removing
}
