package io.fairlead.model;

import io.fairlead.address.Address;

/**
 * An address that is reserved for a tier.
 *
 * @param address the address
 * @param held whether the load balancer has given it to the tier's Service at least once; until then another may be
 *      chosen if it is taken
 */
public record Reservation(Address address, boolean held) {}
