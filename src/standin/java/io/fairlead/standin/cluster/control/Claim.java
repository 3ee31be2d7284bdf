package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a Service brings to the allocation of its address.
 *
 * @param service namespace and name
 * @param namespace its namespace
 * @param labels its labels
 * @param ports its ports as {@code TCP/80}
 * @param sharing its sharing key; empty where it shares with nobody
 * @param backend what has to be equal where traffic stays on the node
 * @param ipv6 true where its first family is IPv6
 */
record Claim(
        String service,
        String namespace,
        Map<String, String> labels,
        Set<String> ports,
        String sharing,
        String backend,
        boolean ipv6) {

    static Claim of(JsonObject service) {
        String namespace = Json.text(service, "metadata", "namespace");
        boolean local = Json.text(service, "spec", "externalTrafficPolicy").equals("Local");
        Map<String, String> selector = new TreeMap<>(Json.map(service, "spec", "selector"));
        return new Claim(
                namespace + "/" + Json.text(service, "metadata", "name"),
                namespace,
                Json.map(service, "metadata", "labels"),
                Json.objects(service, "spec", "ports").stream()
                        .map(port -> Json.text(port, "protocol") + "/" + Json.text(port, "port"))
                        .collect(Collectors.toUnmodifiableSet()),
                annotation(service, "allow-shared-ip"),
                local ? selector.toString() : "",
                Json.texts(service, "spec", "ipFamilies").stream()
                        .findFirst()
                        .orElse("")
                        .equals("IPv6"));
    }

    boolean mayShareWith(Claim other) {
        return !sharing.isEmpty() && sharing.equals(other.sharing) && backend.equals(other.backend);
    }

    /** A MetalLB annotation under its present prefix, else under the older one. */
    static String annotation(JsonObject service, String name) {
        Map<String, String> annotations = Json.map(service, "metadata", "annotations");
        String older = annotations.getOrDefault("metallb.universe.tf/" + name, "");
        return annotations.getOrDefault("metallb.io/" + name, older);
    }
}
