package io.fairlead.model;

/**
 * A place in the desired properties.
 *
 * @param text the keys from the root on, with dots between ({@code apps.shop.tiers.web})
 */
public record Path(String text) {

    /** The network part. */
    public static final Path NETWORK = new Path("network");

    /** All apps. */
    public static final Path APPS = new Path("apps");

    /** The control part. */
    public static final Path CONTROL = new Path("control");

    /** The part of an app. */
    public static Path app(String id) {
        return APPS.at(id);
    }

    /** The place of a key below this one. */
    public Path at(String key) {
        return new Path(text + "." + key);
    }

    /** Whether {@code path} is this place or lies below it. */
    public boolean holds(String path) {
        return path.equals(text) || path.startsWith(text + ".");
    }

    @Override
    public String toString() {
        return text;
    }
}
