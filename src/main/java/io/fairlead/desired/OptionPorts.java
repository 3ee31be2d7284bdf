package io.fairlead.desired;

import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ports of create options. As on the device, a port that is bound to the host is reachable from outside, and a port that
 * is only exposed is reachable from inside.
 */
final class OptionPorts {

    private static final Pattern CONTAINER_PORT = Pattern.compile("(?<port>\\d{1,5})(?:/(?<protocol>(?i)tcp|udp))?");
    private static final Pattern HOST_PORT = Pattern.compile("\\d{1,5}");

    /** Takes a key of the tier, its value, and its path in the create options. */
    interface Target {
        void put(String key, JsonElement value, String from);
    }

    /**
     * A port of the container.
     *
     * @param port its number as text
     * @param protocol TCP or UDP
     */
    private record ContainerPort(String port, String protocol) {}

    /**
     * One port of the tier.
     *
     * @param host the port on which clients reach it
     * @param target the port of the container
     */
    private record Binding(String host, ContainerPort target) {
        String told() {
            return host + ":" + target.port() + (target.protocol().equals("TCP") ? "" : "/" + target.protocol());
        }
    }

    private final Target target;
    private final List<Binding> bindings = new ArrayList<>();
    private final Set<ContainerPort> bound = new HashSet<>();

    OptionPorts(Target target) {
        this.target = target;
    }

    void read(OptionObject options, Optional<OptionObject> host, Optional<OptionObject> service) {
        host.ifPresent(this::bound);
        boolean external = !bound.isEmpty();
        exposed(options);
        String from = external ? options.at("HostConfig.PortBindings") : options.at("ExposedPorts");
        if (!bindings.isEmpty()) {
            bindings.sort(Comparator.comparingInt((Binding binding) -> Integer.parseInt(binding.host()))
                    .thenComparing(Binding::told));
            String ports = bindings.stream().map(Binding::told).collect(Collectors.joining(", "));
            target.put("ports", new JsonPrimitive(ports), from);
        }
        Optional<String> type = service.flatMap(this::type);
        service.ifPresent(this::address);
        if (type.isPresent()) {
            target.put("expose", new JsonPrimitive(type.get()), options.at("k8s-experimental.serviceOptions.type"));
        } else if (!bindings.isEmpty()) {
            target.put("expose", new JsonPrimitive(external ? "external" : "internal"), from);
        }
    }

    private void bound(OptionObject host) {
        host.object("PortBindings").ifPresent(ports -> {
            for (String key : ports.keys()) {
                Optional<ContainerPort> port = containerPort(ports, key);
                port.ifPresent(bound::add);
                port.ifPresent(of -> hosts(ports, key, of));
            }
        });
    }

    private void hosts(OptionObject ports, String key, ContainerPort port) {
        List<OptionObject> hosts = ports.objects(key);
        if (hosts.isEmpty()) {
            ports.problem(
                    key, Code.MissingValue, "It is bound to no `HostPort`, the port that it is reached on; give one.");
        }
        for (OptionObject host : hosts) {
            host.expect("HostIp", "0.0.0.0", "::");
            boolean everywhere = host.take("HostIp").isEmpty();
            if (!everywhere) {
                host.problem(
                        "HostIp",
                        Code.UnsupportedSetting,
                        "A port is bound to all addresses or to none; leave `HostIp` out where all may reach it, or leave the binding out.");
            }
            Optional<String> number = host.quantity("HostPort");
            if (number.isEmpty()) {
                host.problem(
                        "HostPort",
                        Code.MissingValue,
                        "`HostPort`, the port that it is reached on, is missing; give one.");
            } else if (HOST_PORT.matcher(number.get()).matches()) {
                addIf(everywhere, new Binding(number.get(), port));
            } else {
                host.problem(
                        "HostPort",
                        Code.BadPort,
                        quoted(number.get()) + " is not a port; write one number, such as 8080.");
            }
            host.end();
        }
    }

    /** A port that is bound to a single address of the device must not be open on the LAN. */
    private void addIf(boolean everywhere, Binding binding) {
        if (everywhere) {
            bindings.add(binding);
        }
    }

    private void exposed(OptionObject options) {
        options.object("ExposedPorts").ifPresent(ports -> {
            for (String key : ports.keys()) {
                containerPort(ports, key).filter(port -> !bound.contains(port)).ifPresent(port -> {
                    if (bound.isEmpty()) {
                        bindings.add(new Binding(port.port(), port));
                    } else {
                        ports.problem(
                                key,
                                Code.UnsupportedSetting,
                                "It is exposed and not bound, and this tier is reached from outside on all its ports; bind it, or"
                                        + " leave it out.");
                    }
                });
            }
        });
    }

    private static Optional<ContainerPort> containerPort(OptionObject ports, String key) {
        Matcher matcher = CONTAINER_PORT.matcher(key);
        if (!matcher.matches()) {
            ports.problem(key, Code.BadPort, quoted(key) + " is not a port of a container; write 80/tcp or 53/udp.");
            return Optional.empty();
        }
        String protocol = matcher.group("protocol");
        return Optional.of(
                new ContainerPort(matcher.group("port"), protocol == null ? "TCP" : protocol.toUpperCase(Locale.ROOT)));
    }

    private Optional<String> type(OptionObject service) {
        Map<String, String> known = Map.of("LoadBalancer", "external", "ClusterIP", "internal");
        Optional<String> type = service.text("type");
        type.filter(word -> !known.containsKey(word))
                .ifPresent(word -> service.problem(
                        "type",
                        Code.UnsupportedSetting,
                        quoted(word) + " is not carried out; it takes only LoadBalancer or ClusterIP."));
        return type.map(known::get);
    }

    private void address(OptionObject service) {
        service.text("loadBalancerIP")
                .ifPresent(address -> target.put("address", new JsonPrimitive(address), service.at("loadBalancerIP")));
        service.end();
    }
}
