package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * The address settings for the load balancer in the Services of an external tier.
 *
 * @param balancer the load balancer; empty for a tier without an address
 * @param pin the address that the Service gets and keeps, once it is known
 * @param poolObjectName the object name of the pool to use; without one the load balancer chooses a pool
 * @param sharingKey the key by which the tier's Services share the address with each other and with those of other
 *      tiers
 */
public record Placement(
        Optional<LoadBalancer> balancer,
        Optional<Address> pin,
        Optional<String> poolObjectName,
        Optional<String> sharingKey) {

    /** No settings: the placement of a tier without an address. */
    public static final Placement ANYWHERE =
            new Placement(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A placement by {@code balancer}. */
    public static Placement by(
            LoadBalancer balancer,
            Optional<Address> pin,
            Optional<String> poolObjectName,
            Optional<String> sharingKey) {
        return new Placement(Optional.of(balancer), pin, poolObjectName, sharingKey);
    }

    /** The annotations and fields of a Service with this placement. */
    public ServiceFields fields() {
        return balancer.map(known -> known.place(this)).orElse(ServiceFields.NONE);
    }
}
