package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * A name of the zone. It has either a tier, whose current address it follows, or a fixed address.
 *
 * @param id its key in the twin
 * @param name the name, relative to the zone
 * @param tier the tier
 * @param address the address
 */
public record DnsRecord(String id, String name, Optional<TierId> tier, Optional<Address> address) {}
