package io.fairlead.kube;

import io.fairlead.model.CustomKind;
import io.fairlead.model.Fields;
import io.fairlead.model.LoadBalancer;
import io.fairlead.network.balancers.Balancers;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The version of the API server and the custom kinds that it serves.
 *
 * @param kubernetesVersion its version ({@code v1.28.3})
 * @param balancer the kinds of load balancers
 * @param calico the resources of Calico's group
 */
record Served(String kubernetesVersion, Set<CustomKind> balancer, Set<String> calico) {

    /** Asks the API server. What it does not report to this user counts as unknown or absent. */
    static Served by(ApiClient api) throws IOException {
        String gitVersion = about(api, "/version").text("gitVersion").orElse("unknown");
        return new Served(gitVersion, balancer(api), resources(api, Watched.CALICO));
    }

    boolean has(Watched watched) {
        if (watched.isMetalLbConfig()) {
            return !loadBalancer().isPresent();
        }
        if (watched.isForCalico()) {
            return hasIpPools();
        }
        return !watched.isForBalancer() || has(watched.apiVersion(), watched.kind());
    }

    /** The load balancer, detected from these kinds. */
    LoadBalancer loadBalancer() {
        return Balancers.detect(balancer);
    }

    private static Set<CustomKind> balancer(ApiClient api) throws IOException {
        Map<String, Set<String>> resources = new TreeMap<>();
        Set<CustomKind> served = new HashSet<>();
        for (CustomKind kind : Balancers.kinds()) {
            if (!resources.containsKey(kind.apiVersion())) {
                resources.put(kind.apiVersion(), resources(api, kind.apiVersion()));
            }
            if (resources.getOrDefault(kind.apiVersion(), Set.of()).contains(ApiPath.plural(kind.kind()))) {
                served.add(kind);
            }
        }
        return Set.copyOf(served);
    }

    /** Whether a kind of a load balancer is served. */
    boolean has(String apiVersion, String kind) {
        return balancer.stream()
                .anyMatch(known ->
                        known.apiVersion().equals(apiVersion) && known.kind().equals(kind));
    }

    /** Whether Calico keeps its IPPools in the Kubernetes API. */
    boolean hasIpPools() {
        return calico.contains("ippools");
    }

    private static Set<String> resources(ApiClient api, String groupVersion) throws IOException {
        return about(api, "/apis/" + groupVersion).each("resources").stream()
                .flatMap(resource -> resource.text("name").stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Fields about(ApiClient api, String path) throws IOException {
        ApiClient.Answer answer = api.get(path);
        if (answer.isSuccess()) {
            return new Fields(answer.json());
        }
        if (answer.code() == 403 || answer.code() == 404) {
            return Fields.EMPTY;
        }
        throw new ApiClient.Refused(answer);
    }
}
