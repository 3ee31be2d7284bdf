package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import java.util.Optional;

/**
 * Whether the load balancer announces an address as the twin requires.
 *
 * @param view the tier
 * @param service its Service
 * @param address the Service's address
 */
record Announcement(TierView view, LiveObject service, Address address) {

    /** Whether the load balancer's objects can be read. If not, the tier is not blamed for anything about them. */
    static boolean isReadable(TierView view) {
        return view.observed().loadBalancer().hasPools() && view.observed().access(Area.POOLS) != Access.NONE;
    }

    /** Whether no pool of the cluster holds {@code address}; false if pools cannot be read. */
    static boolean isInNoPool(TierView view, Address address) {
        return isReadable(view)
                && view.announcements().pools().stream()
                        .noneMatch(pool -> pool.addresses().contains(address));
    }

    /**
     * Whether the announcement of the address can be read. A pool that uses only BGP also needs read access to BGP's
     * objects.
     */
    private boolean isKnown() {
        boolean bgpAlone =
                view.pool().filter(pool -> pool.advertise() == Advertise.BGP).isPresent();
        return isReadable(view) && (!bgpAlone || view.observed().access(Area.BGP) != Access.NONE);
    }

    /** Whether the twin requires an announcement. A pool with {@code none} needs none. */
    private boolean isWanted() {
        return isKnown()
                && view.pool().map(pool -> pool.advertise() != Advertise.NONE).orElse(true);
    }

    /** The note of a Ready tier about what is unknown or switched off. */
    Optional<String> note() {
        if (!isKnown()) {
            return Optional.of("whether the address is advertised cannot be read");
        }
        return isWanted()
                ? view.announcements().announcer(service, address)
                : Optional.of("not advertised, as the pool says");
    }

    Optional<Finding> notAdvertised() {
        return isWanted() ? finding(view.announcements().unadvertised(service, address)) : Optional.empty();
    }

    /** If any node reports announcements, one must be of this Service. */
    Optional<Finding> notAnnounced() {
        return isWanted() ? finding(view.announcements().unannounced(service, address)) : Optional.empty();
    }

    private static Optional<Finding> finding(Optional<LoadBalancer.Fault> fault) {
        return fault.map(found -> Finding.of(found.code(), found.message()));
    }
}
