package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.Optional;

/**
 * The address at which the cluster's DNS answers the LAN, on port 53 over UDP and TCP.
 *
 * @param pool the pool of the address, if the twin names one
 * @param address the address, if the twin names one
 */
public record DnsServe(Optional<String> pool, Optional<Address> address) {}
