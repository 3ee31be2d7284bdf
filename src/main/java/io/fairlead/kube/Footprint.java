package io.fairlead.kube;

import io.fairlead.model.FieldOwner;
import io.fairlead.model.LiveObject;
import java.util.List;
import java.util.Map;

/** Estimates the memory of JSON trees in bytes, on a JVM with compressed pointers. */
final class Footprint {

    /** An entry of a map; its key is shared with other maps. */
    static final long ENTRY = 48;

    /** A map or list without its content. */
    static final long CONTAINER = 200;

    private static final long TEXT = 56;
    private static final long SCALAR = 24;

    private Footprint() {}

    static long of(LiveObject object) {
        long bytes = CONTAINER + of(object.body().map()) + of(object.ownFields().map());
        for (FieldOwner owner : object.others()) {
            bytes += CONTAINER + of(owner.fields().map());
        }
        return bytes;
    }

    private static long of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                long bytes = CONTAINER;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    bytes += ENTRY + String.valueOf(entry.getKey()).length() + of(entry.getValue());
                }
                yield bytes;
            }
            case List<?> list ->
                CONTAINER + list.stream().mapToLong(Footprint::of).sum();
            default -> ofScalar(value);
        };
    }

    /** The size of a string, number or boolean. */
    static long ofScalar(Object value) {
        return value instanceof String text ? TEXT + text.length() : SCALAR;
    }
}
