package io.fairlead.network.calico;

import io.fairlead.address.AddressRange;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.yaml.StrictYaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The pod networks that the cluster was configured with. kube-proxy treats pods outside them as external and
 * masquerades their traffic.
 *
 * @param source where the networks are configured
 * @param networks the networks
 */
public record ClusterCidr(String source, List<AddressRange> networks) {

    private static final ObjectRef KUBEADM = ObjectRef.configMap("kube-system", "kubeadm-config");
    private static final ObjectRef KUBE_PROXY = ObjectRef.configMap("kube-system", "kube-proxy");

    /** The ConfigMaps that configure them. */
    public static final List<ObjectRef> SOURCES = List.of(KUBE_PROXY, KUBEADM);

    /** The networks that can be read; empty if neither ConfigMap exists or may be read. */
    static List<ClusterCidr> of(Observed observed) {
        return SOURCES.stream()
                .flatMap(ref -> observed.find(ref).stream())
                .flatMap(map -> of(map).stream())
                .filter(said -> !said.networks().isEmpty())
                .toList();
    }

    private static Optional<ClusterCidr> of(LiveObject map) {
        Optional<String> text = map.ref().equals(KUBEADM)
                ? map.body().text("data", "ClusterConfiguration").flatMap(yaml -> at(yaml, "networking", "podSubnet"))
                : map.body().text("data", "config.conf").flatMap(yaml -> at(yaml, "clusterCIDR"));
        return text.map(said -> new ClusterCidr(
                map.ref().toString(),
                Stream.of(said.split(","))
                        .flatMap(part -> AddressRange.parse(part.strip()).stream())
                        .toList()));
    }

    /** Whether one of the networks contains all of {@code cidr}. */
    boolean admits(AddressRange cidr) {
        return networks.stream().anyMatch(network -> network.containsAll(cidr));
    }

    private static Optional<String> at(String yaml, String... path) {
        try {
            Node node = StrictYaml.root(yaml).orElse(null);
            for (String key : path) {
                Map<String, Node> values = node == null ? Map.of() : StrictYaml.map(node, "the text", Set.of());
                node = values.get(key);
            }
            return node == null ? Optional.empty() : Optional.of(StrictYaml.scalar(node, "the network"));
        } catch (StrictYaml.Refused damaged) {
            return Optional.empty();
        }
    }
}
