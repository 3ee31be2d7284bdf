package io.fairlead.model;

/**
 * A question to the cluster's DNS, and the expected answer.
 *
 * @param name a full name in lower case, without the final dot
 * @param type the type of record: {@code A}, {@code AAAA} or {@code SOA}
 * @param expected the address that the answer must contain; empty if any answer except an error is enough
 */
public record NameQuestion(String name, String type, String expected) {

    /** The question and the expected answer, for messages. */
    @Override
    public String toString() {
        return name + " " + type + (expected.isEmpty() ? "" : " " + expected);
    }
}
