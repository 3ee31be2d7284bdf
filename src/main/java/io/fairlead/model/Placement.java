package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * Where the load balancer shall put the Service of an external tier.
 *
 * @param balancer the load balancer, empty where nothing is asked of it
 * @param pin the address the Service shall have and keep, once it is known
 * @param poolObjectName the pool, by the name of its object, it shall come from; without one the load balancer chooses a pool
 * @param sharingKey the key that its Services share the address by, with one another and those of other tiers
 */
public record Placement(
        Optional<LoadBalancer> balancer,
        Optional<Address> pin,
        Optional<String> poolObjectName,
        Optional<String> sharingKey) {

    /** Nothing asked for: the placement of a tier without an address. */
    public static final Placement ANYWHERE =
            new Placement(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** In the hands of {@code balancer}. */
    public static Placement by(
            LoadBalancer balancer,
            Optional<Address> pin,
            Optional<String> poolObjectName,
            Optional<String> sharingKey) {
        return new Placement(Optional.of(balancer), pin, poolObjectName, sharingKey);
    }

    /** What a Service with it says. */
    public ServiceFields fields() {
        return balancer.map(known -> known.place(this)).orElse(ServiceFields.NONE);
    }
}
