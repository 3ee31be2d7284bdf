package io.fairlead.model;

/**
 * A file of a tier.
 *
 * @param path where its container finds it, absolute
 * @param content its text
 */
public record ConfigFile(String path, String content) {}
