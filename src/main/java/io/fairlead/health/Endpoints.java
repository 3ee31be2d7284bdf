package io.fairlead.health;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import java.util.Optional;

/** The pods behind a Service, as its EndpointSlices name them. */
final class Endpoints {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private Endpoints() {}

    static boolean anyReady(TierView view) {
        return anyReady(view.observed(), view.namespace(), view.tier().objectName());
    }

    static boolean anyReady(Observed observed, String namespace, String service) {
        return observed.stream("EndpointSlice")
                .filter(slice -> belongs(slice, namespace, service))
                .flatMap(slice -> slice.body().each("endpoints").stream())
                .anyMatch(Endpoints::isReady);
    }

    private static boolean belongs(LiveObject slice, String namespace, String service) {
        return slice.ref().namespace().equals(namespace)
                && slice.label(SERVICE_NAME).equals(Optional.of(service));
    }

    /**
     * An unsaid {@code ready} means ready (<a
     * href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready">EndpointSlices</a>).
     */
    private static boolean isReady(Fields endpoint) {
        return !endpoint.texts("addresses").isEmpty()
                && (endpoint.isTrue("conditions", "ready") || !endpoint.has("conditions", "ready"));
    }
}
