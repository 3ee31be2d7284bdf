package io.fairlead.model;

/**
 * Where a secret value is found; the value itself is never known here.
 *
 * @param secret the name of a Secret in the namespace of the app
 * @param key the key in it
 */
public record SecretKey(String secret, String key) {}
