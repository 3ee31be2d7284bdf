package io.fairlead.model;

/**
 * A stored revision that the direct method {@code rollback} put in force instead of the twin's parts.
 *
 * @param revision the revision's number
 * @param documentVersion the {@code $version} of the twin at that time; once it changes, the twin is followed again
 */
public record HeldRevision(long revision, long documentVersion) {}
