package io.fairlead.model;

/**
 * A place in the desired properties.
 *
 * @param text the keys from the root, separated by dots ({@code apps.shop.tiers.web})
 */
public record Path(String text) {

    /** The network part. */
    public static final Path NETWORK = new Path("network");

    /** All apps. */
    public static final Path APPS = new Path("apps");

    /** The control part. */
    public static final Path CONTROL = new Path("control");

    /** The ledger. It is not a key of the document, but the part of the step that writes the ledger. */
    public static final Path LEDGER = new Path("ledger");

    /** The part of an app. */
    public static Path app(String id) {
        return APPS.at(id);
    }

    /** The place of a key below this one. */
    public Path at(String key) {
        return new Path(text + "." + key);
    }

    /** Whether {@code other} is this place or below it. */
    public boolean holds(Path other) {
        return holds(other.text);
    }

    /** Whether {@code path} is this place or below it. */
    public boolean holds(String path) {
        return path.equals(text) || path.startsWith(text + ".");
    }

    @Override
    public String toString() {
        return text;
    }
}
