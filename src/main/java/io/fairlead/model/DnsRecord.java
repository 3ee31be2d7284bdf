package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * A name of the zone: that of a tier, whose actual address it follows, or that of a fixed address. Exactly one of the two is
 * there.
 *
 * @param id its key in the twin
 * @param name the name, relative to the zone
 * @param tier the tier
 * @param address the address
 */
public record DnsRecord(String id, String name, Optional<TierId> tier, Optional<Address> address) {}
