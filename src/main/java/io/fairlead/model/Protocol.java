package io.fairlead.model;

/** The transport protocol of a port, spelled as Kubernetes spells it. */
public enum Protocol {
    TCP,
    UDP
}
