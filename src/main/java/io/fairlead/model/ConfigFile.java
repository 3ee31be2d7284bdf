package io.fairlead.model;

/**
 * A file of a tier.
 *
 * @param path its absolute path in the container
 * @param content its text
 */
public record ConfigFile(String path, String content) {}
