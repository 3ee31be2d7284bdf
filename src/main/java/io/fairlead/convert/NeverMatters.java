package io.fairlead.convert;

import io.fairlead.network.metallb.MetalLb;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields of the source that are skipped without a report, each with the reason. A reader can skip no other field, so this
 * list is complete. {@link Taken#expect} handles fields that are skipped only if they have their default value.
 */
final class NeverMatters {

    private static final String SERVER = "the API server makes it by itself";
    private static final String TOOL = "a tool's own note about the object";
    private static final String LOAD_BALANCER = "MetalLB's own note about the address that it gave";
    private static final String LIVE = "the cluster chose it for the live object, and chooses again";

    private static final Map<String, String> REASONS = new TreeMap<>(Map.ofEntries(
            Map.entry("apiVersion", "the kind identifies it"),
            Map.entry("kind", "it selects the reader"),
            Map.entry("status", "the cluster reports it; nobody asks for it"),
            Map.entry("metadata.uid", SERVER),
            Map.entry("metadata.resourceVersion", SERVER),
            Map.entry("metadata.generation", SERVER),
            Map.entry("metadata.creationTimestamp", SERVER),
            Map.entry("metadata.managedFields", SERVER),
            Map.entry("metadata.selfLink", SERVER),
            Map.entry("annotations.kubectl.kubernetes.io/last-applied-configuration", TOOL),
            Map.entry("annotations.kubernetes.io/change-cause", TOOL),
            Map.entry("annotations.deployment.kubernetes.io/revision", TOOL),
            Map.entry("annotations.kubectl.kubernetes.io/restartedAt", TOOL),
            Map.entry("annotations." + MetalLb.PREFIX + MetalLb.GIVEN_FROM, LOAD_BALANCER),
            Map.entry("annotations." + MetalLb.OLD_PREFIX + MetalLb.GIVEN_FROM, LOAD_BALANCER),
            Map.entry("spec.clusterIP", LIVE),
            Map.entry("spec.clusterIPs", LIVE),
            Map.entry("spec.healthCheckNodePort", LIVE),
            Map.entry("ports.nodePort", LIVE),
            Map.entry(
                    "spec.selector.matchLabels",
                    "the pods are the template's; Fairlead selects them by labels of its own"),
            Map.entry("containers.ports.name", "Services and probes name ports by it, and are read with it"),
            Map.entry("containers.ports.protocol", "declaring a port opens nothing; the Service sets the protocol"),
            Map.entry("containers.name", "a tier has one container, and nobody outside the pod sees its name"),
            Map.entry("volumeMounts.readOnly", "files from a ConfigMap are read-only in any case"),
            Map.entry("version", "IoT Edge itself does not look at a module's version"),
            Map.entry(
                    "ports.appProtocol", "a hint for proxies and gateways; kube-proxy and MetalLB do not look at it")));

    private NeverMatters() {}

    /** Every field, as the end of its path without indexes, with its reason. */
    static Map<String, String> all() {
        return Map.copyOf(REASONS);
    }

    /** Whether a field of the source is in the list. */
    static boolean has(String path) {
        String plain = path.replaceAll("\\[\\d+]", "");
        return REASONS.keySet().stream().anyMatch(end -> plain.equals(end) || plain.endsWith("." + end));
    }
}
