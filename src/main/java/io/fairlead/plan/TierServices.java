package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Reservation;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.plan.Parts.Kept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tier has which address, and which of them the twin itself gives up.
 *
 * @param scope where the apps are
 * @param target what is planned for
 * @param observed the cluster
 * @param ledger the ledger before this plan
 */
record TierServices(Scope scope, Target target, Observed observed, Ledger ledger) {

    /** How the names of a tier's Services may end: one alone, or one for each protocol. */
    private static final List<String> NAME_ENDS = List.of("", "-tcp", "-udp");

    /** All external tiers that are planned for, in order. */
    List<Tier> external() {
        return tiers(target.wanted())
                .filter(Tier::isExternal)
                .sorted(Comparator.comparing(Tier::id))
                .toList();
    }

    /** Every address that clients rely on: given to a Service, or kept for a tier that still wants it. */
    List<AddressUse> uses() {
        List<AddressUse> uses = new ArrayList<>(AddressUse.of(observed));
        for (Tier tier : external()) {
            reservation(tier)
                    .filter(Reservation::held)
                    .ifPresent(kept -> refs(tier).forEach(ref -> uses.add(new AddressUse(ref, kept.address()))));
        }
        return uses;
    }

    /** The addresses that the twin gives up: their tier left, is no longer external, or asks for another. */
    Set<Address> releasing() {
        Set<Address> releasing = new HashSet<>();
        observed.stream("Service")
                .filter(this::isInInventory)
                .forEach(service -> AddressUse.of(service)
                        .map(AddressUse::address)
                        .filter(address -> isGivenUp(service, address))
                        .forEach(releasing::add));
        return releasing;
    }

    /** The Services of tiers that name no address, so that Fairlead chooses it. */
    Set<ObjectRef> movable() {
        return external().stream()
                .filter(tier -> tier.address().isEmpty())
                .flatMap(tier -> Stream.concat(refs(tier).stream(), live(tier).map(LiveObject::ref)))
                .collect(Collectors.toSet());
    }

    /** The address that the tier's Service has now. */
    Optional<Address> current(Tier tier) {
        return live(tier).flatMap(AddressUse::of).map(AddressUse::address).findFirst();
    }

    /** Whether the tier has a Service of type LoadBalancer already. */
    boolean isExposed(Tier tier) {
        return live(tier)
                .anyMatch(service -> service.body().text("spec", "type").equals(Optional.of("LoadBalancer")));
    }

    /** The address that the Service of each external tier has now. */
    SortedMap<TierId, Address> addresses() {
        SortedMap<TierId, Address> addresses = new TreeMap<>();
        external().forEach(tier -> current(tier).ifPresent(address -> addresses.put(tier.id(), address)));
        return addresses;
    }

    /** The address kept for the tier, unless the tier now asks for another. */
    Optional<Reservation> reservation(Tier tier) {
        return Optional.ofNullable(ledger.reservations().get(tier.id()))
                .filter(kept -> !asksForAnother(tier, kept.address()));
    }

    /**
     * Whether the tier asks for another address than {@code has}: it names one, or it was moved to another pool in the
     * twin. That its pool lost the address is no such wish.
     */
    boolean asksForAnother(Tier tier, Address has) {
        if (tier.address().isPresent()) {
            return !tier.address().get().equals(has);
        }
        Optional<String> poolBefore = before(tier.id()).flatMap(Tier::pool);
        return before(tier.id()).isPresent()
                && tier.pool().isPresent()
                && !tier.pool().equals(poolBefore)
                && Optional.ofNullable(target.wanted()
                                .networkOrNone()
                                .pools()
                                .get(tier.pool().get()))
                        .filter(pool -> pool.addresses().contains(has))
                        .isEmpty();
    }

    /** The tier's Services that exist, also those under a name or in a namespace that it has no longer. */
    Stream<LiveObject> live(Tier tier) {
        String namespace = namespace(tier);
        return scope.namespaces().stream()
                .flatMap(any -> NAME_ENDS.stream().map(end -> ObjectRef.service(any, tier.objectName() + end)))
                .filter(ref ->
                        ref.namespace().equals(namespace) || ledger.inventory().containsKey(ref))
                .flatMap(ref -> observed.find(ref).stream())
                .filter(service ->
                        Owned.isLabelled(service) && Owned.tier(service).equals(Optional.of(tier.id())));
    }

    /** Whether {@code service} is one of the tier's that exist. */
    boolean isOf(Tier tier, ObjectRef service) {
        return live(tier).anyMatch(own -> own.ref().equals(service));
    }

    /** The tier's Services as they are to be. */
    List<ObjectRef> refs(Tier tier) {
        return tier.services().keySet().stream()
                .map(name -> ObjectRef.service(namespace(tier), name))
                .toList();
    }

    private String namespace(Tier tier) {
        return Optional.ofNullable(target.wanted().apps().get(tier.id().app()))
                .map(app -> scope.namespace(app.value()))
                .orElse(scope.appsNamespace());
    }

    private boolean isGivenUp(LiveObject service, Address address) {
        return external().stream()
                .filter(tier -> isOf(tier, service.ref()))
                .findFirst()
                .map(tier -> asksForAnother(tier, address))
                .orElse(true);
    }

    private boolean isInInventory(LiveObject service) {
        return Owned.isLabelled(service) && ledger.inventory().containsKey(service.ref());
    }

    private Optional<Tier> before(TierId id) {
        return Optional.ofNullable(target.lastGood().apps().get(id.app()))
                .map(Kept::value)
                .map(App::tiers)
                .map(tiers -> tiers.get(id.tier()));
    }

    private static Stream<Tier> tiers(Parts parts) {
        return parts.apps().values().stream().flatMap(app -> app.value().tiers().values().stream());
    }
}
