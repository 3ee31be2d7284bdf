package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.model.App;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.Tier;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that decides whether a tier works.
 *
 * @param tier the tier as the twin has it in force
 * @param app its app
 * @param namespace the namespace of the app
 * @param observed the cluster
 * @param reservation the address kept for it
 * @param pool the pool its address comes from, where it is known
 * @param notReadyFor how long it has not been Ready, without a break; zero where it is looked at for the first time
 * @param serviceName which of its Services is looked at
 */
public record TierView(
        Tier tier,
        App app,
        String namespace,
        Observed observed,
        Optional<Reservation> reservation,
        Optional<Pool> pool,
        Duration notReadyFor,
        String serviceName) {

    /** The same, of the Service of its first port. */
    public TierView(
            Tier tier,
            App app,
            String namespace,
            Observed observed,
            Optional<Reservation> reservation,
            Optional<Pool> pool,
            Duration notReadyFor) {
        this(tier, app, namespace, observed, reservation, pool, notReadyFor, tier.serviceName());
    }

    /** The view of each of its Services. */
    Stream<TierView> services() {
        return tier.services().keySet().stream()
                .map(name -> new TierView(tier, app, namespace, observed, reservation, pool, notReadyFor, name));
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

    /** The address it has now. */
    Optional<Address> address() {
        return service().flatMap(service -> service.ingress().stream().findFirst());
    }

    /** The address it shall have: what the twin asks for, else what is kept for it. */
    Optional<Address> wantedAddress() {
        return tier.address().or(() -> reservation.map(Reservation::address));
    }
}
