package io.fairlead.page;

import java.net.InetAddress;

/** To whom the page and {@code /api/} are shown. Metrics and probes are for everybody. */
public enum Exposure {
    /** Nobody. */
    OFF,
    /** Who asks from the module's own host: {@code kubectl port-forward} does. */
    LOOPBACK,
    /** Everybody who reaches the port. */
    ALL;

    boolean admits(InetAddress client) {
        return this == ALL || (this == LOOPBACK && client.isLoopbackAddress());
    }
}
