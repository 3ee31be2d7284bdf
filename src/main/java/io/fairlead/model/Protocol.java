package io.fairlead.model;

/** The transport protocol of a port, spelled as in Kubernetes. */
public enum Protocol {
    TCP,
    UDP
}
