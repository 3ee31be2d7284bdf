package io.fairlead.loop;

/**
 * A kind of call to the API server, as counted in the metrics.
 *
 * @param verb {@code get}, {@code create}, {@code patch}, {@code delete} or {@code watch}
 * @param code the HTTP status; 0 if no answer came
 */
public record ApiCall(String verb, int code) implements Comparable<ApiCall> {

    @Override
    public int compareTo(ApiCall other) {
        int order = verb.compareTo(other.verb);
        return order != 0 ? order : Integer.compare(code, other.code);
    }
}
