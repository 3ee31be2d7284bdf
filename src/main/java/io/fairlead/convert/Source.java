package io.fairlead.convert;

/**
 * One text to convert.
 *
 * @param name the name of its file, or {@code -}
 * @param text Kubernetes objects in YAML or JSON, create options or a deployment manifest
 */
public record Source(String name, String text) {}
