package io.fairlead.network.metallb;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Fields;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolContent;
import io.fairlead.model.PoolObject;
import io.fairlead.model.PoolWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Kubernetes objects of a pool.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
public final class PoolManifests {

    /**
     * The label with a node's name (<a
     * href="https://kubernetes.io/docs/reference/labels-annotations-taints/">labels</a>).
     */
    private static final String HOSTNAME = "kubernetes.io/hostname";

    /** Writes pools as custom resources. */
    static final PoolWriter WRITER = new Writer();

    private PoolManifests() {}

    /** All IPAddressPools. */
    static List<PoolObject> pools(Observed observed) {
        return observed.stream(MetalLbKind.POOL.title())
                .map(object -> new PoolObject(
                        object,
                        addresses(object.body()),
                        object.body().isTrue("spec", "autoAssign"),
                        object.body().isTrue("spec", "avoidBuggyIPs")))
                .toList();
    }

    /** The addresses of an IPAddressPool, without entries that MetalLB cannot read. */
    static AddressSet addresses(Fields body) {
        return new AddressSet(body.texts("spec", "addresses").stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList());
    }

    /** The fields that all advertisements of a pool share: the pool, and the nodes that announce it. */
    public static Map<String, Object> announced(Pool pool) {
        Map<String, Object> spec = new TreeMap<>(Map.of("ipAddressPools", List.of(pool.objectName())));
        if (!pool.nodes().isEmpty()) {
            Map<String, Object> named = Map.of("key", HOSTNAME, "operator", "In", "values", pool.nodes());
            spec.put("nodeSelectors", List.of(Map.of("matchExpressions", List.of(named))));
        }
        return spec;
    }

    /** An object of MetalLB with Fairlead's label. */
    public static Manifest manifest(ObjectRef ref, Map<String, Object> spec) {
        return Manifest.labelled(ref, Map.of("spec", spec));
    }

    private static final class Writer implements PoolWriter {

        @Override
        public ObjectRef pool(String namespace, String name) {
            return MetalLbKind.POOL.ref(namespace, name);
        }

        @Override
        public ObjectRef announcement(String namespace, String name) {
            return MetalLbKind.L2.ref(namespace, name);
        }

        @Override
        public AddressSet addresses(Fields body) {
            return PoolManifests.addresses(body);
        }

        /** MetalLB gives the first free address in the order of the ranges, so retired addresses come last. */
        @Override
        public Manifest pool(ObjectRef ref, PoolContent content) {
            List<String> addresses = Stream.of(content.given(), content.retired())
                    .flatMap(set -> set.ranges().stream())
                    .map(AddressRange::toString)
                    .toList();
            Map<String, Object> spec = Map.of(
                    "addresses", addresses,
                    "autoAssign", content.autoAssign(),
                    "avoidBuggyIPs", content.avoidBuggyIps());
            return content.adopted()
                    ? Manifest.of(
                            ref, Map.of(), Map.of("spec", spec)) // Only objects that Fairlead creates get the label.
                    : manifest(ref, spec);
        }

        @Override
        public Manifest announcement(ObjectRef ref, Pool pool) {
            Map<String, Object> spec = announced(pool);
            if (!pool.interfaces().isEmpty()) {
                spec.put("interfaces", pool.interfaces());
            }
            return manifest(ref, spec);
        }
    }
}
