package io.fairlead.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod behind a Service, as an EndpointSlice names it.
 *
 * @param pod its name, empty where the slice names no pod
 * @param node the node it runs on, empty where that is not said
 * @param address its IP address
 * @param ready whether the Service sends it traffic
 */
public record Endpoint(String pod, String node, String address, boolean ready) {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** All behind a Service, in the order of its slices. */
    public static List<Endpoint> of(Observed observed, String namespace, String service) {
        return observed.stream("EndpointSlice")
                .filter(slice -> slice.ref().namespace().equals(namespace)
                        && slice.label(SERVICE_NAME).equals(Optional.of(service)))
                .flatMap(slice -> slice.body().each("endpoints").stream())
                .flatMap(Endpoint::read)
                .toList();
    }

    /**
     * Consumers use the first address alone, and an unsaid {@code ready} means ready (<a
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
