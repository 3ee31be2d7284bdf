package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.model.App;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer.Announcements;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.Tier;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the health of a tier depends on.
 *
 * @param tier the tier in force
 * @param app its app
 * @param namespace the namespace of the app
 * @param observed the cluster
 * @param announcements what the load balancer announces there
 * @param reservation the address reserved for it
 * @param pool the pool of its address, if known
 * @param notReadyFor how long it has not been Ready without interruption; zero at the first look
 * @param serviceName which of its Services is checked
 */
public record TierView(
        Tier tier,
        App app,
        String namespace,
        Observed observed,
        Announcements announcements,
        Optional<Reservation> reservation,
        Optional<Pool> pool,
        Duration notReadyFor,
        String serviceName) {

    /** The view of the Service of its first port. */
    public TierView(
            Tier tier,
            App app,
            String namespace,
            Observed observed,
            Announcements announcements,
            Optional<Reservation> reservation,
            Optional<Pool> pool,
            Duration notReadyFor) {
        this(tier, app, namespace, observed, announcements, reservation, pool, notReadyFor, tier.serviceName());
    }

    /** One view for each of its Services. */
    Stream<TierView> services() {
        return tier.services().keySet().stream()
                .map(name -> new TierView(
                        tier, app, namespace, observed, announcements, reservation, pool, notReadyFor, name));
    }

    Optional<LiveObject> deployment() {
        return observed.find(ObjectRef.deployment(namespace, tier.objectName()));
    }

    ObjectRef serviceRef() {
        return ObjectRef.service(namespace, serviceName);
    }

    Optional<LiveObject> service() {
        return observed.find(serviceRef());
    }

    /** Its current address. */
    Optional<Address> address() {
        return service().flatMap(service -> service.ingress().stream().findFirst());
    }

    /** Its desired address: the one that the twin requests, else the reserved one. */
    Optional<Address> wantedAddress() {
        return tier.address().or(() -> reservation.map(Reservation::address));
    }
}
