package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One tier of an app: replicas of one container behind at most one Service.
 *
 * @param id app and tier
 * @param objectName the name of its objects; its Services may have other names, see {@link #services()}
 * @param image the container image
 * @param replicas the number of pods; 0 stops it
 * @param expose where it can be reached from
 * @param ports its ports, not empty unless {@code expose} is NONE
 * @param pool the pool of its address, if the twin names one
 * @param address the address that the twin requests
 * @param share a key; external tiers with the same key share one address
 * @param trafficPolicy which pods receive external traffic
 * @param env environment variables
 * @param needs tiers of the same app that it connects to
 * @param pod the settings of its pods
 */
public record Tier(
        TierId id,
        String objectName,
        Image image,
        int replicas,
        Expose expose,
        List<Port> ports,
        Optional<String> pool,
        Optional<Address> address,
        Optional<String> share,
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

    /**
     * Its Services with their ports. An external tier with TCP and UDP ports has two, because not every load balancer
     * supports both protocols in one Service. Any other tier has one, or none if it is not exposed.
     */
    public SortedMap<String, List<Port>> services() {
        SortedMap<String, List<Port>> services = new TreeMap<>();
        if (expose != Expose.NONE) {
            boolean mixed = isMixed();
            ports.forEach(port -> services.computeIfAbsent(serviceName(port, mixed), any -> new ArrayList<>())
                    .add(port));
        }
        return services;
    }

    /** The name of the Service of its first port. */
    public String serviceName() {
        return ports.isEmpty() ? objectName : serviceName(ports.get(0), isMixed());
    }

    /**
     * Its path in the desired properties. The path of a tier whose id is the app's is that of the app, or below it.
     */
    public String path() {
        Path app = Path.app(id.app());
        return (objectName.equals(id.app()) ? app : app.at("tiers").at(id.tier())).text();
    }

    /** Whether its ports need two Services, which share its address. */
    public boolean isMixed() {
        return isExternal() && ports.stream().map(Port::protocol).distinct().count() > 1;
    }

    /** A copy with another pool and address. */
    Tier at(Optional<String> pool, Optional<Address> address) {
        return new Tier(
                id, objectName, image, replicas, expose, ports, pool, address, share, trafficPolicy, env, needs, pod);
    }

    private String serviceName(Port port, boolean mixed) {
        return mixed ? objectName + "-" + port.protocol().name().toLowerCase(Locale.ROOT) : objectName;
    }

    /** Whether it has a Service of type LoadBalancer. */
    public boolean isExternal() {
        return expose == Expose.EXTERNAL;
    }
}
