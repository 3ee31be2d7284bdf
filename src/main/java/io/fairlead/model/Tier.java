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
 * One tier of an app: the same container, several times, behind at most one Service.
 *
 * @param id app and tier
 * @param objectName the name of its objects; its Services may be called otherwise, {@link #services()}
 * @param image the container image
 * @param replicas how many pods; 0 stops it
 * @param expose from where it is reached
 * @param ports its ports, not empty unless {@code expose} is NONE
 * @param pool the pool its address comes from, where the twin names one
 * @param address the address the twin asks for
 * @param share a key: external tiers with the same one have one address
 * @param trafficPolicy which pods get what comes from outside
 * @param env environment variables
 * @param needs tiers of the same app that it talks to
 * @param pod how its pods run
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
     * Its Services with their ports. An external tier with TCP and UDP ports has two, since a LoadBalancer of both protocols is
     * not known to every load balancer; any other has one, or none where it is not exposed.
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

    /** Its path in the desired properties; one whose id is the app's stands on the app itself or under it. */
    public String path() {
        Path app = Path.app(id.app());
        return (objectName.equals(id.app()) ? app : app.at("tiers").at(id.tier())).text();
    }

    /** Whether its ports take two Services, which share its address. */
    public boolean isMixed() {
        return isExternal() && ports.stream().map(Port::protocol).distinct().count() > 1;
    }

    /** The same with another pool and address. */
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
