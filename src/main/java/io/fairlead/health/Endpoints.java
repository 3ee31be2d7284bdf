package io.fairlead.health;

import io.fairlead.model.Endpoint;
import io.fairlead.model.Observed;

/** Whether a Service has a pod to send traffic to. */
final class Endpoints {

    private Endpoints() {}

    static boolean anyReady(TierView view) {
        return anyReady(view.observed(), view.namespace(), view.serviceRef().name());
    }

    static boolean anyReady(Observed observed, String namespace, String service) {
        return Endpoint.of(observed, namespace, service).stream().anyMatch(Endpoint::ready);
    }
}
