package io.fairlead.model;

/**
 * A network part that was taken out of force because it made an address unreachable. It is not tried again as long as the
 * twin says the same.
 *
 * @param revision the revision that was undone
 * @param json its text, as {@link Part.Accepted#json()} gives it
 * @param message what was undone and why
 */
public record Undone(long revision, String json, String message) {}
