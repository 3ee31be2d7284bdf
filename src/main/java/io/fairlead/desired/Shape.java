package io.fairlead.desired;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shape of a value in the desired properties. {@code schema/desired.schema.json} describes the same shapes. */
sealed interface Shape {

    /** A string. */
    record Text() implements Shape {}

    /** A list: a comma-separated string, or an array of strings. */
    record Items() implements Shape {}

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /**
     * A whole number between two bounds, both inclusive.
     *
     * @param min the lowest value
     * @param max the highest value
     */
    record Whole(long min, long max) implements Shape {}

    /**
     * One of some words.
     *
     * @param words the words
     */
    record Choice(List<String> words) implements Shape {}

    /** Any object or string; other code checks it. */
    record Anything() implements Shape {}

    /**
     * A map whose keys the author chooses.
     *
     * @param names the rule for its keys
     * @param value the shape of each value
     */
    record Keyed(NameRule names, Shape value) implements Shape {}

    /**
     * An object with the fixed keys of the contract.
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
     * @param shape the shape of its value
     * @param required whether the object must have it
     */
    record Key(String name, Shape shape, boolean required) {

        /** The same key, but required. */
        Key demanded() {
            return new Key(name, shape, true);
        }

        private Key optional() {
            return new Key(name, shape, false);
        }
    }

    /** An optional key of an object. */
    static Key key(String name, Shape shape) {
        return new Key(name, shape, false);
    }

    /** An object with these keys. */
    static Fields fields(Key... keys) {
        SortedMap<String, Key> byName = new TreeMap<>();
        for (Key key : keys) {
            byName.put(key.name(), key);
        }
        return new Fields(byName);
    }

    /** A map by ids that the author chooses. */
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

    /** A whole number between two bounds, both inclusive. */
    static Shape whole(long min, long max) {
        return new Whole(min, max);
    }

    /** One of some words. */
    static Shape choice(String... words) {
        return new Choice(List.of(words));
    }
}
