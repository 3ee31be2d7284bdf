package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.Digest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys by which Services share an address: one for each {@code share}, and one for the two Services of a tier with
 * TCP and UDP. MetalLB takes an address away from a Service whose key changes while others have the address too, so a
 * key in use never changes.
 */
public final class SharingKeys {

    /** Namespace names have no dot, so this cannot begin the key of a tier's own Services. */
    private static final String PREFIX = "fairlead.io/";

    private SharingKeys() {}

    /**
     * The key of each tier whose Services share an address.
     *
     * @param reservations the address reserved for each tier
     */
    public static SortedMap<TierId, String> of(TierServices services, Map<TierId, Reservation> reservations) {
        SortedMap<TierId, String> keys = new TreeMap<>();
        for (SharingGroup group : services.sharingGroups()) {
            Optional<String> key = group.first()
                    .share()
                    .map(share -> PREFIX + share)
                    .or(() -> Optional.of(group.first())
                            .filter(Tier::isMixed)
                            .map(tier -> services.scope().appsNamespace() + "/" + tier.objectName()));
            key.map(base -> inUse(services, group, reservations).orElseGet(() -> unguessable(services, base)))
                    .ifPresent(used -> group.tiers().forEach(tier -> keys.put(tier.id(), used)));
        }
        return keys;
    }

    /**
     * A key that no other tenant can guess. Anyone who puts a Service's key on a Service of their own gets its address
     * too, on other ports. The UID of the module's namespace is visible only to those who may read that namespace, and
     * does not change while it exists.
     */
    public static String unguessable(TierServices services, String base) {
        return services.observed()
                .find(ObjectRef.namespace(services.scope().moduleNamespace()))
                .map(namespace ->
                        base + "-" + Digest.of(namespace.uid() + " " + base).hex())
                .orElse(base); // The rights of cluster-read.yaml are missing.
    }

    private static Optional<String> inUse(
            TierServices services, SharingGroup group, Map<TierId, Reservation> reservations) {
        Optional<Address> address =
                Optional.ofNullable(reservations.get(group.first().id())).map(Reservation::address);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> holders = services.observed()
                .holders(address.get())
                .map(service -> services.observed().loadBalancer().sharingKey(service.body()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return group.tiers().stream()
                .flatMap(services::live)
                .filter(service -> service.ingress().contains(address.get()))
                .map(service -> services.observed().loadBalancer().sharingKey(service.body()))
                .filter(key -> !key.isEmpty() && holders.getOrDefault(key, 0L) > 1)
                .findFirst();
    }
}
