package io.fairlead.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pod behind a Service, from an EndpointSlice.
 *
 * @param pod its name; empty if the slice has none
 * @param node its node; empty if the slice has none
 * @param address its IP address
 * @param ready whether the Service sends it traffic
 */
public record Endpoint(String pod, String node, String address, boolean ready) {

    /** All endpoints of a Service, in the order of its slices. */
    public static List<Endpoint> of(Observed observed, String namespace, String service) {
        return observed.of("EndpointSlice", namespace, service)
                .flatMap(slice -> slice.body().each("endpoints").stream())
                .flatMap(Endpoint::read)
                .toList();
    }

    /**
     * Only the first address is used, and a missing {@code ready} means ready (<a
     * href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready">EndpointSlices</a>).
     */
    private static Stream<Endpoint> read(Fields endpoint) {
        return endpoint.texts("addresses").stream()
                .limit(1)
                .map(address -> new Endpoint(
                        endpoint.text("targetRef", "name").orElse(""),
                        endpoint.text("nodeName").orElse(""),
                        address,
                        endpoint.isTrue("conditions", "ready") || !endpoint.has("conditions", "ready")));
    }
}
