package io.fairlead.model;

/**
 * A network part that was rolled back because it made an address unreachable. It is not tried again until the twin
 * changes it.
 *
 * @param revision the revision that was undone
 * @param json its text, in the form of {@link Part.Accepted#json()}
 * @param message what was undone and why
 */
public record Undone(long revision, String json, String message) {}
