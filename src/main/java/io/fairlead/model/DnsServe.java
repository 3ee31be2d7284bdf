package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * Where the cluster's DNS answers the LAN, on port 53 over UDP and TCP.
 *
 * @param pool the pool of the address, where the twin names one
 * @param address the address, where the twin names one
 */
public record DnsServe(Optional<String> pool, Optional<Address> address) {}
