package io.fairlead.model;

/**
 * The last accepted text of a part of the desired properties.
 *
 * @param json its JSON, in the form of {@link Part.Accepted#json()}
 * @param version the {@code $version} of the document it came with
 */
public record StoredPart(String json, long version) {}
