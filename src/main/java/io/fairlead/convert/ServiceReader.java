package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a Service of the source into the app of its Deployment. */
final class ServiceReader {

    private static final int LONGEST_PORT_NAME = 15;

    private static final String RANGES = "loadBalancerSourceRanges";
    private static final String RANGES_ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static final String OPEN =
            "a tier with an address is open to all, so this one is internal. Set `expose` to \"external\" if all may reach it";

    private final Resource resource;
    private final Taken spec;
    private final SortedMap<String, String> selector;
    private final LoadBalancerFields balanced;
    private final Set<String> protocols;
    private final Set<String> targets = new HashSet<>();
    private final List<ServiceReader> joined = new ArrayList<>();

    ServiceReader(Resource resource) {
        this.resource = resource;
        this.spec = resource.body().object("spec");
        this.selector = spec.map("selector");
        this.protocols = protocols(spec);
        this.balanced = new LoadBalancerFields(spec, resource.annotations());
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

    /** Whether this and {@code other} can become one tier: TCP and UDP at one address that they share. */
    boolean goesWith(ServiceReader other) {
        return isLoadBalancer()
                && other.isLoadBalancer()
                && !isRestricted()
                && !other.isRestricted()
                && balanced.isSharedWith(other.balanced)
                && protocols.size() == 1
                && other.protocols.size() == 1
                && Stream.concat(protocols.stream(), other.protocols.stream())
                        .collect(Collectors.toSet())
                        .equals(Set.of("TCP", "UDP"));
    }

    /** Joins {@code other} to this Service. */
    void join(ServiceReader other) {
        joined.add(other);
    }

    /**
     * The common name of two joined Services, without {@code -tcp}, if their names follow the pattern of a tier's Services.
     */
    Optional<String> commonName() {
        List<String> names = Stream.concat(Stream.of(this), joined.stream())
                .map(service -> service.resource.name())
                .sorted()
                .toList();
        String base = names.get(0).replaceFirst("-tcp$", "");
        return names.equals(List.of(base + "-tcp", base + "-udp")) ? Optional.of(base) : Optional.empty();
    }

    private static Set<String> protocols(Taken spec) {
        Set<String> protocols = new HashSet<>();
        spec.seen("ports")
                .filter(JsonElement::isJsonArray)
                .ifPresent(ports -> ports.getAsJsonArray().forEach(port -> {
                    JsonElement protocol =
                            port.isJsonObject() ? port.getAsJsonObject().get("protocol") : null;
                    protocols.add(protocol != null && protocol.isJsonPrimitive() ? protocol.getAsString() : "TCP");
                }));
        return protocols;
    }

    private boolean isRestricted() {
        boolean all = spec.seen(RANGES)
                .filter(JsonElement::isJsonArray)
                .filter(ranges -> ranges.getAsJsonArray().contains(new JsonPrimitive("0.0.0.0/0")))
                .isPresent();
        return (spec.seen(RANGES).isPresent() && !all)
                || resource.annotations().seen(RANGES_ANNOTATION).isPresent();
    }

    /**
     * Reads the Service.
     *
     * @param app the app
     * @param containerPorts the ports that the containers declare
     */
    void read(AppDraft app, List<ContainerPort> containerPorts) {
        boolean external = isLoadBalancer() && !isRestricted();
        Origin type = spec.origin("type");
        int ports = ports(app, containerPorts);
        for (ServiceReader other : joined) {
            ports += other.ports(app, containerPorts);
            targets.addAll(other.targets);
        }
        containerPorts.stream()
                .filter(port -> port.leftOut().isEmpty() && !targets.contains(Long.toString(port.number())))
                .forEach(port -> port.at()
                        .noteWhole("a tier's ports are those of its Service; the pod listens on it all the same"));
        if (ports == 0) {
            spec.clearRest();
            resource.annotations().clearRest();
            resource.body().tell("spec", "none of its ports is carried over, so nothing else of it is");
            return;
        }
        app.put(type, external ? "external" : "internal", "expose");
        if (!external) {
            app.put(type, new JsonPrimitive(false), "isolate");
        }
        exposure(app, external);
        usual();
        joined.forEach(other -> other.joinInto(this));
    }

    private void exposure(AppDraft app, boolean external) {
        if (external) {
            spec.expect("type", "LoadBalancer");
            spec.used(RANGES);
            balanced.carry(app, !joined.isEmpty());
            namesOfTwoProtocols();
        } else if (isLoadBalancer()) {
            spec.expect("type", "LoadBalancer");
            spec.leave(RANGES, OPEN);
            resource.annotations().leave(RANGES_ANNOTATION, OPEN);
            balanced.leave();
        }
        spec.expect("type", "ClusterIP");
        spec.leave("type", "the tier gets a ClusterIP; `expose` \"external\" gives it an address of a pool");
    }

    private void joinInto(ServiceReader first) {
        spec.expect("type", "LoadBalancer");
        spec.used(RANGES);
        balanced.leaveToFirst();
        usual();
        resource.body()
                .note(
                        "metadata.name",
                        "it and " + first.resource.name()
                                + " are one tier, whose Services for TCP and UDP share one address");
    }

    /** An external tier with both protocols has one Service for each, with names of its own. */
    private void namesOfTwoProtocols() {
        if (protocols.containsAll(Set.of("TCP", "UDP"))
                || (!joined.isEmpty() && commonName().isEmpty())) {
            resource.body()
                    .tell(
                            "metadata.name",
                            "a tier with an address and both protocols has two Services, " + resource.name()
                                    + "-tcp and " + resource.name() + "-udp; what reaches it as " + resource.name()
                                    + " needs one of these");
        }
    }

    private void usual() {
        spec.expect("sessionAffinity", "None");
        spec.expect("ipFamilyPolicy", "SingleStack");
        spec.expect("internalTrafficPolicy", "Cluster");
        spec.expect("externalTrafficPolicy", "Cluster");
        spec.expect("allocateLoadBalancerNodePorts", "true");
        spec.expect("publishNotReadyAddresses", "false");
        boolean headless = spec.seenText("clusterIP").filter("None"::equals).isPresent();
        if (headless) {
            spec.used("clusterIPs");
            spec.leave(
                    "clusterIP",
                    "it is headless, so its name resolves to the pods' addresses; the tier's name resolves to a ClusterIP, which forwards to one of them");
        } else if (resource.live()) {
            spec.skip("clusterIP", "clusterIPs", "healthCheckNodePort");
        }
        JsonArray v4 = new JsonArray();
        v4.add("IPv4");
        if (spec.seen("ipFamilies").equals(Optional.of(v4))) {
            spec.used("ipFamilies");
        }
        spec.leave("ipFamilies", "the family of a tier's Service is the cluster's first, or that of its `address`");
    }

    private int ports(AppDraft app, List<ContainerPort> containerPorts) {
        int carried = 0;
        for (Taken port : spec.objects("ports")) {
            Optional<String> entry = port(port, containerPorts);
            if (entry.isPresent()) {
                app.addPort(port.origin(), entry.get());
                carried++;
            }
            port.skip("appProtocol");
            if (resource.live()) {
                port.skip("nodePort");
            }
        }
        return carried;
    }

    private Optional<String> port(Taken port, List<ContainerPort> containerPorts) {
        Optional<Long> number = port.whole("port");
        String protocol = port.text("protocol").orElse("TCP");
        // The API server treats an empty name, and 0, as absent.
        String target = port.textOrNumber("targetPort")
                .filter(text -> !text.isEmpty() && !text.equals("0"))
                .orElse(number.map(String::valueOf).orElse(""));
        port.used("targetPort");
        Optional<String> led = ContainerPort.number(containerPorts, target);
        if (number.isEmpty() || led.isEmpty() || !Set.of("TCP", "UDP").contains(protocol)) {
            port.leaveWhole(
                    number.isPresent() && led.isEmpty()
                            ? ContainerPort.absent(containerPorts, target)
                            : number.isEmpty() ? "it has no port number" : "not TCP or UDP");
            return Optional.empty();
        }
        targets.add(led.get());
        return Optional.of(entry(name(port), number.get(), led.get(), protocol));
    }

    /**
     * A name that is valid for a container too. A Service may name its ports more freely, and a tier has one name for both.
     */
    private static Optional<String> name(Taken port) {
        boolean fits = port.seenText("name").filter(ServiceReader::isName).isPresent();
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
