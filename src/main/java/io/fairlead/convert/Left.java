package io.fairlead.convert;

/**
 * A part of the source that the desired properties do not contain.
 *
 * @param object the object of the source, {@code Deployment web}
 * @param path the field in it, dotted; empty for the whole object
 * @param reason why it is left, or what applies instead
 */
public record Left(String object, String path, String reason) {

    /** {@code object: path: reason}, as {@code ./fairlead convert} prints it. */
    @Override
    public String toString() {
        return object + ": " + (path.isEmpty() ? "" : path + ": ") + reason;
    }
}
