package io.fairlead.network.metallb;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of a pool.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
public final class PoolManifests {

    /** The label by which a node is named (<a href="https://kubernetes.io/docs/reference/labels-annotations-taints/">labels</a>). */
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private PoolManifests() {}

    /**
     * An IPAddressPool. MetalLB gives out the first free address in the order of the ranges, so that those of {@code
     * retired} are the last.
     */
    public static Manifest ipAddressPool(
            ObjectRef ref, AddressSet given, AddressSet retired, boolean autoAssign, boolean avoidBuggyIps) {
        return manifest(
                ref,
                Map.of(
                        "addresses",
                        Stream.of(given, retired)
                                .flatMap(set -> set.ranges().stream())
                                .map(AddressRange::toString)
                                .toList(),
                        "autoAssign",
                        autoAssign,
                        "avoidBuggyIPs",
                        avoidBuggyIps));
    }

    /** The same without Fairlead's label, for an object that somebody else made. */
    public static Manifest unlabelled(Manifest manifest) {
        Map<String, Object> body = new TreeMap<>(manifest.body().map());
        body.put(
                "metadata",
                Map.of(
                        "name",
                        manifest.ref().name(),
                        "namespace",
                        manifest.ref().namespace()));
        return new Manifest(manifest.ref(), new Fields(body));
    }

    /** The L2Advertisement of a pool. */
    public static Manifest l2Advertisement(ObjectRef ref, Pool pool) {
        Map<String, Object> spec = announced(pool);
        if (!pool.interfaces().isEmpty()) {
            spec.put("interfaces", pool.interfaces());
        }
        return manifest(ref, spec);
    }

    /** What the advertisements of a pool have in common: which pool, and which nodes announce it. */
    public static Map<String, Object> announced(Pool pool) {
        Map<String, Object> spec = new TreeMap<>(Map.of("ipAddressPools", List.of(pool.objectName())));
        if (!pool.nodes().isEmpty()) {
            Map<String, Object> named = Map.of("key", HOSTNAME, "operator", "In", "values", pool.nodes());
            spec.put("nodeSelectors", List.of(Map.of("matchExpressions", List.of(named))));
        }
        return spec;
    }

    /** An object of MetalLB's that bears Fairlead's label. */
    public static Manifest manifest(ObjectRef ref, Map<String, Object> spec) {
        return new Manifest(
                ref,
                new Fields(Map.of(
                        "apiVersion",
                        ref.apiVersion(),
                        "kind",
                        ref.kind(),
                        "metadata",
                        Map.of(
                                "name",
                                ref.name(),
                                "namespace",
                                ref.namespace(),
                                "labels",
                                Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD)),
                        "spec",
                        spec)));
    }
}
