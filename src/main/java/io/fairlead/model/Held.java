package io.fairlead.model;

/**
 * A kept revision that the direct method {@code rollback} put in force in place of the twin's parts.
 *
 * @param revision the revision's number
 * @param documentVersion the {@code $version} of the twin at that time; with another one the twin is followed again
 */
public record Held(long revision, long documentVersion) {}
