package io.fairlead.model;

/** How severe something is, spelled as in messages and reports. */
public enum Severity {
    info,
    warning,
    error
}
