package io.fairlead.model;

/**
 * A field whose value differs from the desired one and that another field manager owns.
 *
 * @param manager the field manager
 * @param path its path, as the API server writes it ({@code .spec.replicas})
 * @param live its value as JSON; empty if unknown
 * @param wanted the desired value as JSON; empty if unknown
 */
public record HeldField(String manager, String path, String live, String wanted) {

    @Override
    public String toString() {
        String values = live.isEmpty() || wanted.isEmpty() ? "" : " (is " + live + ", desired " + wanted + ")";
        return manager + " has " + path + values;
    }
}
