package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;

/**
 * A zone that is forwarded to other servers.
 *
 * @param id its key in the twin
 * @param zone the zone
 * @param servers the servers, in order
 */
public record DnsForward(String id, String zone, List<Address> servers) {

    /** Copies the servers. */
    public DnsForward {
        servers = List.copyOf(servers);
    }
}
