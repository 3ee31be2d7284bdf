package io.fairlead.model;

/**
 * A part that was rolled back: a network part that made an address unreachable, or a version of an app that did not become
 * Ready. It is not tried again until the twin changes it.
 *
 * @param revision the revision that was undone
 * @param json its text, in the form of {@link Part.Accepted#json()}
 * @param message what was undone and why
 */
public record Undone(long revision, String json, String message) {}
