package io.fairlead.desired;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may stand at one place of the desired properties, as {@code schema/desired.schema.json} says it too. */
sealed interface Shape {

    /** A string. */
    record Text() implements Shape {}

    /** A list: a comma-separated string, or an array of strings. */
    record Items() implements Shape {}

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /**
     * A whole number, both ends included.
     *
     * @param min the lowest
     * @param max the highest
     */
    record Whole(long min, long max) implements Shape {}

    /**
     * One of some words.
     *
     * @param words the words
     */
    record Choice(List<String> words) implements Shape {}

    /** Anything that is left to be checked elsewhere: an object or a string. */
    record Anything() implements Shape {}

    /**
     * A map whose keys the author chooses.
     *
     * @param names what its keys must look like
     * @param value what stands under each key
     */
    record Keyed(NameRule names, Shape value) implements Shape {}

    /**
     * An object whose keys the contract fixes.
     *
     * @param keys its keys by name
     */
    record Fields(SortedMap<String, Key> keys) implements Shape {

        /** Copies the keys. */
        public Fields {
            keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        }

        /** These keys and those of {@code other}, none of them required. */
        Fields with(Fields other) {
            SortedMap<String, Key> both = new TreeMap<>(keys);
            other.keys.values().forEach(key -> both.put(key.name(), key.optional()));
            return new Fields(both);
        }
    }

    /**
     * One key of an object.
     *
     * @param name its name
     * @param shape what may stand under it
     * @param required whether the object must have it
     */
    record Key(String name, Shape shape, boolean required) {

        /** The same key, which the object must have. */
        Key demanded() {
            return new Key(name, shape, true);
        }

        private Key optional() {
            return new Key(name, shape, false);
        }
    }

    /** A key that an object may have. */
    static Key key(String name, Shape shape) {
        return new Key(name, shape, false);
    }

    /** An object of these keys. */
    static Fields fields(Key... keys) {
        SortedMap<String, Key> byName = new TreeMap<>();
        for (Key key : keys) {
            byName.put(key.name(), key);
        }
        return new Fields(byName);
    }

    /** A map by ids of the author's choice. */
    static Keyed byId(Shape value) {
        return new Keyed(NameRule.ID, value);
    }

    /** A string. */
    static Shape text() {
        return new Text();
    }

    /** A comma-separated string or an array of strings. */
    static Shape items() {
        return new Items();
    }

    /** {@code true} or {@code false}. */
    static Shape flag() {
        return new Flag();
    }

    /** A whole number, both ends included. */
    static Shape whole(long min, long max) {
        return new Whole(min, max);
    }

    /** One of some words. */
    static Shape choice(String... words) {
        return new Choice(List.of(words));
    }
}
