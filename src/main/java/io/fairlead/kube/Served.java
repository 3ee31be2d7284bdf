package io.fairlead.kube;

import io.fairlead.model.Fields;
import io.fairlead.model.LoadBalancer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the API server is and which custom kinds it has.
 *
 * @param kubernetesVersion its version ({@code v1.28.3})
 * @param metalLb the resources of MetalLB's group
 * @param calico the resources of Calico's group
 */
record Served(String kubernetesVersion, Set<String> metalLb, Set<String> calico) {

    /** Asks the API server; what it does not say to this user is unknown or absent. */
    static Served by(ApiClient api) throws IOException {
        String gitVersion = about(api, "/version").text("gitVersion").orElse("unknown");
        return new Served(gitVersion, metalLb(api), resources(api, Watched.CALICO));
    }

    boolean has(Watched watched) {
        if (watched.isMetalLbConfig()) {
            return !hasPools();
        }
        if (watched.isForCalico()) {
            return hasIpPools();
        }
        String resource = ApiPath.plural(watched.kind());
        return switch (watched.apiVersion()) {
            case Watched.METALLB, Watched.METALLB_PEERS -> metalLb.contains(resource);
            default -> true;
        };
    }

    /**
     * The load balancer's regime. MetalLB reads annotations {@code metallb.io/…} since 0.14.9, whose kinds are those of
     * 0.14.8, which does not; ServiceBGPStatus came with 0.15.
     *
     * @see <a href="https://metallb.io/release-notes/">MetalLB's release notes</a>
     */
    LoadBalancer loadBalancer() {
        if (!hasPools()) {
            return LoadBalancer.NONE;
        }
        return metalLb.contains("servicebgpstatuses") ? LoadBalancer.METALLB_CRD : LoadBalancer.METALLB_CRD_OLD;
    }

    /** Both versions in one set: no kind that Fairlead uses is served in the one and not used in the other. */
    private static Set<String> metalLb(ApiClient api) throws IOException {
        Set<String> both = new HashSet<>(resources(api, Watched.METALLB));
        both.remove("bgppeers"); // Its older version, which lacks what Fairlead writes.
        both.addAll(resources(api, Watched.METALLB_PEERS));
        return Set.copyOf(both);
    }

    /** Whether MetalLB's pools are objects. */
    boolean hasPools() {
        return metalLb.contains("ipaddresspools");
    }

    /** Whether Calico keeps its IPPools in the Kubernetes API. */
    boolean hasIpPools() {
        return calico.contains("ippools");
    }

    /** Whether MetalLB has kinds for BGP sessions. */
    boolean hasBgp() {
        return metalLb.contains("bgppeers");
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
