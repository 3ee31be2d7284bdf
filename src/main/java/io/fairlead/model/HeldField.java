package io.fairlead.model;

/**
 * A field that another field manager has with another value than the one wanted.
 *
 * @param manager who has it
 * @param path where, as the API server writes it ({@code .spec.replicas})
 * @param live its value as JSON, empty where it is not known
 * @param wanted the value wanted as JSON, empty where it is not known
 */
public record HeldField(String manager, String path, String live, String wanted) {

    @Override
    public String toString() {
        String values = live.isEmpty() || wanted.isEmpty() ? "" : " (is " + live + ", wanted " + wanted + ")";
        return manager + " has " + path + values;
    }
}
