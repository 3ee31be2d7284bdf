package io.fairlead.page;

import java.net.InetAddress;

/** Who may read the page and {@code /api/}. Everybody may read metrics and probes. */
public enum Exposure {
    /** Nobody. */
    OFF,
    /** Clients on the module's own host, such as {@code kubectl port-forward}. */
    LOOPBACK,
    /** Every client that reaches the port. */
    ALL;

    boolean admits(InetAddress client) {
        return this == ALL || (this == LOOPBACK && client.isLoopbackAddress());
    }
}
