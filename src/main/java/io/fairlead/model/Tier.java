package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One tier of an app: the same container, several times, behind at most one Service.
 *
 * @param id app and tier
 * @param objectName the name of its Deployment and Service
 * @param image the container image
 * @param replicas how many pods; 0 stops it
 * @param expose from where it is reached
 * @param ports its ports, not empty unless {@code expose} is NONE
 * @param pool the pool its address comes from, where the twin names one
 * @param address the address the twin asks for
 * @param trafficPolicy which pods get what comes from outside
 * @param env environment variables
 * @param needs tiers of the same app that it talks to
 * @param pod how its pods run
 */
public record Tier(
        TierId id,
        String objectName,
        String image,
        int replicas,
        Expose expose,
        List<Port> ports,
        Optional<String> pool,
        Optional<Address> address,
        TrafficPolicy trafficPolicy,
        SortedMap<String, String> env,
        List<String> needs,
        PodSettings pod) {

    /** Copies the collections. */
    public Tier {
        ports = List.copyOf(ports);
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        needs = List.copyOf(needs);
    }

    /** Whether it has a Service of type LoadBalancer. */
    public boolean isExternal() {
        return expose == Expose.EXTERNAL;
    }
}
