package io.fairlead.model;

/**
 * A reference to a value in a Secret. The module never reads the value.
 *
 * @param secret the name of a Secret in the namespace of the app
 * @param key the key in it
 */
public record SecretKey(String secret, String key) {}
