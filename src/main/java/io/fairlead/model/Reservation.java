package io.fairlead.model;

import io.fairlead.address.Address;

/**
 * An address that is kept for a tier.
 *
 * @param address the address
 * @param held whether the load balancer has given it to the tier's Service at least once; until then another may be
 *     chosen when it turns out to be taken
 */
public record Reservation(Address address, boolean held) {}
