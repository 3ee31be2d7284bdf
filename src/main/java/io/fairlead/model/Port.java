package io.fairlead.model;

/**
 * One port of a tier.
 *
 * @param name its name in the Service and the container, an IANA service name
 * @param port the Service's port, 1–65535
 * @param targetPort the container's port, 1–65535
 * @param protocol TCP or UDP
 */
public record Port(String name, int port, int targetPort, Protocol protocol) {}
