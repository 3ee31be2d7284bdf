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
 * The networks of pods that the cluster itself was given, outside of which pods are taken for strangers: kube-proxy
 * masquerades what comes from them.
 *
 * @param source where it is said
 * @param networks what it says
 */
public record ClusterCidr(String source, List<AddressRange> networks) {

    private static final ObjectRef KUBEADM = ObjectRef.configMap("kube-system", "kubeadm-config");
    private static final ObjectRef KUBE_PROXY = ObjectRef.configMap("kube-system", "kube-proxy");

    /** The ConfigMaps that say it. */
    public static final List<ObjectRef> SOURCES = List.of(KUBE_PROXY, KUBEADM);

    /** What can be seen of them; nothing where neither ConfigMap is there or may be read. */
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

    /** Whether all of {@code cidr} lies in one of the networks. */
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
