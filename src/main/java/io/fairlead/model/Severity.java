package io.fairlead.model;

/** How much something matters, as it is spelled in messages and reports. */
public enum Severity {
    info,
    warning,
    error
}
