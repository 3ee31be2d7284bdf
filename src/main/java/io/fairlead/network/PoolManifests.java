package io.fairlead.network;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The objects of a pool.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
final class PoolManifests {

    private PoolManifests() {}

    /**
     * An IPAddressPool. MetalLB gives out the first free address in the order of the ranges, so that those of {@code
     * retired} are the last.
     */
    static Manifest ipAddressPool(
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

    /** The L2Advertisement of a pool. */
    static Manifest l2Advertisement(ObjectRef ref, Pool pool) {
        return manifest(ref, Map.of("ipAddressPools", List.of(pool.objectName())));
    }

    /** An object of MetalLB's that bears Fairlead's label. */
    static Manifest manifest(ObjectRef ref, Map<String, Object> spec) {
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
