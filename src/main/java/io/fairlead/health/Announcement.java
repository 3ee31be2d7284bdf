package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import java.util.Optional;

/**
 * Whether the load balancer makes an address known to the network, as the twin wants it.
 *
 * @param view the tier
 * @param service its Service
 * @param address the Service's address
 */
record Announcement(TierView view, LiveObject service, Address address) {

    /** Whether the load balancer's objects can be read at all; where not, nothing is held against the tier. */
    static boolean isReadable(TierView view) {
        return view.observed().loadBalancer().hasPools() && view.observed().access(Area.POOLS) != Access.NONE;
    }

    /** Whether no pool of the cluster holds {@code address}, as far as pools can be read. */
    static boolean isInNoPool(TierView view, Address address) {
        return isReadable(view)
                && balancer(view).pools(view.observed()).stream()
                        .noneMatch(pool -> pool.addresses().contains(address));
    }

    /** Whether it can be told how the address is announced: a pool of BGP alone needs the sight of BGP's objects. */
    private boolean isKnown() {
        boolean bgpAlone =
                view.pool().filter(pool -> pool.advertise() == Advertise.BGP).isPresent();
        return isReadable(view) && (!bgpAlone || view.observed().access(Area.BGP) != Access.NONE);
    }

    /** Whether the twin wants the address announced; one of a pool that says {@code none} is fine without. */
    private boolean isWanted() {
        return isKnown()
                && view.pool().map(pool -> pool.advertise() != Advertise.NONE).orElse(true);
    }

    /** What a Ready tier must say about what cannot be known or is switched off. */
    Optional<String> note() {
        if (!isKnown()) {
            return Optional.of("whether the address is advertised cannot be read");
        }
        return isWanted()
                ? balancer(view).announcer(view.observed(), service, address)
                : Optional.of("not advertised, as the pool says");
    }

    Optional<Finding> notAdvertised() {
        return isWanted() ? finding(balancer(view).unadvertised(view.observed(), service, address)) : Optional.empty();
    }

    /** Where the cluster has announcers at all, one must be this Service's. */
    Optional<Finding> notAnnounced() {
        return isWanted() ? finding(balancer(view).unannounced(view.observed(), service, address)) : Optional.empty();
    }

    private static Optional<Finding> finding(Optional<LoadBalancer.Fault> fault) {
        return fault.map(found -> Finding.of(found.code(), found.message()));
    }

    private static LoadBalancer balancer(TierView view) {
        return view.observed().loadBalancer();
    }
}
