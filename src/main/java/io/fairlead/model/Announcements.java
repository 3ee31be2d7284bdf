package io.fairlead.model;

import io.fairlead.address.Address;
import io.fairlead.model.LoadBalancer.Fault;
import java.util.List;
import java.util.Optional;

/** The pools and announcements of a load balancer in one snapshot of the cluster. What all Services have in common is read once. */
public interface Announcements {

    /** All pools, by any creator. */
    List<PoolObject> pools();

    /** Why no node can advertise the address of a Service. */
    Optional<Fault> unadvertised(LiveObject service, Address address);

    /** Why no node is known to announce the address, if the cluster reports announcements. */
    Optional<Fault> unannounced(LiveObject service, Address address);

    /** A note on who announces the address; empty if that is fully known. */
    Optional<String> announcer(LiveObject service, Address address);
}
