package io.fairlead.convert;

/**
 * The origin of a value in the source.
 *
 * @param object the object, {@code Deployment web}
 * @param path the field in it, dotted
 */
record Origin(String object, String path) {

    Left left(String reason) {
        return new Left(object, path, reason);
    }
}
