package io.fairlead.convert;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A Service of the source, read into the app of the Deployment that it leads to. */
final class ServiceReader {

    private static final int LONGEST_PORT_NAME = 15;
    private static final List<String> METALLB = List.of("metallb.io/", "metallb.universe.tf/");

    private final Resource resource;
    private final Taken spec;
    private final SortedMap<String, String> selector;
    private final Set<String> targets = new HashSet<>();

    ServiceReader(Resource resource) {
        this.resource = resource;
        this.spec = resource.body().object("spec");
        this.selector = spec.map("selector");
    }

    Resource resource() {
        return resource;
    }

    SortedMap<String, String> selector() {
        return selector;
    }

    boolean isLoadBalancer() {
        return spec.seen("type")
                .filter(new JsonPrimitive("LoadBalancer")::equals)
                .isPresent();
    }

    /**
     * Reads it.
     *
     * @param app the app
     * @param containerPorts the ports that the container names
     */
    void read(AppDraft app, List<ContainerPort> containerPorts) {
        Origin type = spec.origin("type");
        boolean external = isLoadBalancer();
        if (external) {
            spec.expect("type", "LoadBalancer");
            address(app);
        }
        spec.expect("type", "ClusterIP");
        spec.leave("type", "the tier gets a ClusterIP; `expose` \"external\" gives it an address of a pool");
        List<String> ports = ports(containerPorts);
        containerPorts.stream()
                .filter(port -> !targets.contains(Long.toString(port.number())))
                .forEach(port -> port.at()
                        .leaveWhole("a tier's ports are those of its Service; the pod listens on it all the same"));
        if (!ports.isEmpty()) {
            app.put(type, external ? "external" : "internal", "expose");
            app.put(spec.origin("ports"), String.join(", ", ports), "ports");
            if (!external) {
                app.put(type, new JsonPrimitive(false), "isolate");
            }
        }
        usual();
    }

    private void usual() {
        spec.expect("sessionAffinity", "None");
        spec.expect("ipFamilyPolicy", "SingleStack");
        spec.expect("internalTrafficPolicy", "Cluster");
        spec.expect("externalTrafficPolicy", "Cluster");
        spec.expect("allocateLoadBalancerNodePorts", "true");
        spec.expect("publishNotReadyAddresses", "false");
        if (resource.live()) {
            spec.skip("clusterIP", "clusterIPs", "ipFamilies", "healthCheckNodePort");
        }
    }

    private void address(AppDraft app) {
        Taken annotations = resource.annotations();
        put(app, spec, "loadBalancerIP", "address");
        for (String prefix : METALLB) {
            put(app, annotations, prefix + "loadBalancerIPs", "address");
            put(app, annotations, prefix + "allow-shared-ip", "share");
            annotations.leave(prefix + "address-pool", "the twin has pools of its own; name one in `pool`");
        }
        if (!spec.seen("externalTrafficPolicy").equals(Optional.of(new JsonPrimitive("Cluster")))) {
            put(app, spec, "externalTrafficPolicy", "trafficPolicy");
        }
    }

    private static void put(AppDraft app, Taken from, String field, String key) {
        from.text(field).ifPresent(value -> app.put(from.origin(field), value, key));
    }

    private List<String> ports(List<ContainerPort> containerPorts) {
        List<String> ports = new ArrayList<>();
        for (Taken port : spec.objects("ports")) {
            port(port, containerPorts).ifPresent(ports::add);
            if (resource.live()) {
                port.skip("nodePort");
            }
        }
        return ports;
    }

    private Optional<String> port(Taken port, List<ContainerPort> containerPorts) {
        Optional<Long> number = port.whole("port");
        String protocol = port.text("protocol").orElse("TCP");
        Optional<String> targetText = port.textOrNumber("targetPort");
        Optional<String> target = targetText.isEmpty()
                ? number.map(String::valueOf)
                : ContainerPort.number(containerPorts, targetText.get());
        if (number.isEmpty() || target.isEmpty() || protocol.equals("SCTP")) {
            port.leaveWhole(
                    target.isEmpty()
                            ? "no port of the container is called " + targetText.orElse("")
                            : "not TCP or UDP");
            return Optional.empty();
        }
        targets.add(target.get());
        Optional<String> name = name(port);
        return Optional.of(entry(name, number.get(), target.get(), protocol));
    }

    /** A Service may name its ports more freely than a container, and a tier has one name for both. */
    private static Optional<String> name(Taken port) {
        boolean fits =
                port.seen("name").filter(name -> isName(name.getAsString())).isPresent();
        if (!fits) {
            port.leave("name", "the name of a tier's port has at most 15 characters and at least one letter");
        }
        return port.text("name");
    }

    static String entry(Optional<String> name, long number, String target, String protocol) {
        return name.map(given -> given + "=").orElse("")
                + number
                + (target.equals(Long.toString(number)) ? "" : ":" + target)
                + (protocol.equals("TCP") ? "" : "/" + protocol);
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_PORT_NAME && name.matches("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }
}
