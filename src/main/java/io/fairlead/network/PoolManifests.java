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

/**
 * The objects of a pool.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
final class PoolManifests {

    private PoolManifests() {}

    /** An IPAddressPool that holds {@code addresses}, which may be fewer or more than the pool's while it changes. */
    static Manifest ipAddressPool(ObjectRef ref, Pool pool, AddressSet addresses) {
        return manifest(
                ref,
                Map.of(
                        "addresses",
                        addresses.ranges().stream().map(AddressRange::toString).toList(),
                        "autoAssign",
                        pool.autoAssign(),
                        "avoidBuggyIPs",
                        pool.avoidBuggyIps()));
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
