package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * Where the load balancer shall put the Service of an external tier.
 *
 * @param regime the load balancer
 * @param pin the address the Service shall have and keep, once it is known
 * @param poolObjectName the IPAddressPool it shall come from; without one the load balancer chooses a pool
 * @param sharingKey the key that its Services share the address by, with one another and those of other tiers
 */
public record Placement(
        LoadBalancer regime, Optional<Address> pin, Optional<String> poolObjectName, Optional<String> sharingKey) {

    /** Nothing asked for: the placement of a tier without an address. */
    public static final Placement ANYWHERE =
            new Placement(LoadBalancer.NONE, Optional.empty(), Optional.empty(), Optional.empty());
}
