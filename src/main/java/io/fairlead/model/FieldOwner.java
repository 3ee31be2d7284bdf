package io.fairlead.model;

/**
 * A field manager of an object other than Fairlead.
 *
 * @param manager its name
 * @param fields the fields that it owns, a tree like that of the object with {@code f:} before each key
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management">field
 *      management</a>
 */
public record FieldOwner(String manager, Fields fields) {}
