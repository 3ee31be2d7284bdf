package io.fairlead.model;

/**
 * An object as Fairlead wants it: the body of a server-side apply, with nothing in it that Fairlead does not own.
 *
 * @param ref which object
 * @param body the whole manifest, {@code apiVersion}, {@code kind} and {@code metadata} included; quantities in their
 *     canonical form
 */
public record Manifest(ObjectRef ref, Fields body) {}
