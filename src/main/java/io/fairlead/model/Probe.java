package io.fairlead.model;

import java.util.Optional;

/**
 * The check by which Kubernetes decides whether a container works.
 *
 * @param path the path of an HTTP request; without one a TCP connection is enough
 * @param port the container's port
 */
public record Probe(Optional<String> path, int port) {}
