package io.fairlead.model;

/**
 * A question to the cluster's DNS, and what it must answer.
 *
 * @param name a whole name without the dot at its end, in lower case
 * @param type the type of record: {@code A}, {@code AAAA} or {@code SOA}
 * @param expected the address that must be among the answers; empty where any answer will do that is no error
 */
public record NameQuestion(String name, String type, String expected) {

    /** The question and the wanted answer as one reads them. */
    @Override
    public String toString() {
        return name + " " + type + (expected.isEmpty() ? "" : " " + expected);
    }
}
