package io.fairlead.convert;

/**
 * Where in the source something stands.
 *
 * @param object the object, {@code Deployment web}
 * @param path the field in it, dotted
 */
record Origin(String object, String path) {

    Left left(String reason) {
        return new Left(object, path, reason);
    }
}
