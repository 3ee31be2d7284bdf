package io.fairlead.health;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import java.util.Optional;

/** The pods behind a Service, as its EndpointSlices name them. */
final class Endpoints {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private Endpoints() {}

    static boolean anyReady(TierView view) {
        return view.observed().stream("EndpointSlice")
                .filter(slice -> belongs(slice, view))
                .flatMap(slice -> slice.body().each("endpoints").stream())
                .anyMatch(Endpoints::isReady);
    }

    private static boolean belongs(LiveObject slice, TierView view) {
        return slice.ref().namespace().equals(view.namespace())
                && slice.label(SERVICE_NAME).equals(Optional.of(view.tier().objectName()));
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
