package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Placement;
import io.fairlead.model.Problem;
import io.fairlead.model.Sharing;
import io.fairlead.model.Step;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.plan.addresses.TierServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the Services whose write must wait for another of Fairlead's Services. MetalLB refuses a shared address to a
 * Service that conflicts with its current holders, does not retry until something else changes, and removes the address
 * from a Service that begins to conflict.
 */
final class SharingConflicts {

    private final TierServices services;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ObjectRef, Sharing> terms = new HashMap<>();
    private final Map<ObjectRef, TierId> planned = new HashMap<>();
    private final SortedMap<ObjectRef, List<LiveObject>> waiting = new TreeMap<>();

    SharingConflicts(TierServices services) {
        this.services = services;
        services.external().forEach(tier -> services.refs(tier).forEach(ref -> planned.put(ref, tier.id())));
    }

    /**
     * Whether the Service can be written now. If not, it waits, or others must solve the conflict and a problem is
     * added.
     */
    boolean isFree(Manifest service, Placement placement) {
        Sharing wanted = Sharing.of(services.observed().loadBalancer(), service.body());
        List<Address> own = services.observed().find(service.ref()).stream()
                .flatMap(live -> live.ingress().stream())
                .toList();
        List<LiveObject> inTheWay = placement.pin().map(List::of).orElse(own).stream()
                .flatMap(at -> AddressUse.of(services.observed(), at))
                .filter(other -> !other.equals(service.ref()))
                .flatMap(other -> services.observed().find(other).stream())
                .filter(other -> isInTheWay(wanted, other))
                .toList();
        List<LiveObject> ours =
                inTheWay.stream().filter(LiveObject::isFairleads).toList();
        if (!ours.isEmpty()) {
            waiting.put(service.ref(), placement.pin().isPresent() ? ours : List.of());
            return false;
        }
        boolean keeps = own.stream()
                .anyMatch(address ->
                        placement.pin().filter(pin -> !pin.equals(address)).isEmpty());
        inTheWay.stream()
                .filter(other -> keeps)
                .findFirst()
                .ifPresent(other -> problems.add(new Problem(
                        part(service.ref()).text(),
                        Code.SharingConflict,
                        service.ref() + " is unchanged and keeps its address, which " + other.ref() + " has too, "
                                + wanted.refusal(terms(other)).orElse("")
                                + "; change that Service, or undo what was changed here")));
        return inTheWay.isEmpty() || !keeps;
    }

    /** The conflicts that only others can solve. */
    List<Problem> problems() {
        return problems;
    }

    /** If one of two Services was created by others, the same address without a sharing key is no conflict. */
    private boolean isInTheWay(Sharing wanted, LiveObject other) {
        Sharing its = terms(other);
        boolean shares = !wanted.key().isEmpty() || !its.key().isEmpty();
        return (shares || other.isFairleads()) && !wanted.obstacles(its).isEmpty();
    }

    /** The terms of a live Service. */
    private Sharing terms(LiveObject service) {
        return terms.computeIfAbsent(
                service.ref(), ref -> Sharing.of(services.observed().loadBalancer(), service.body()));
    }

    /**
     * If Services wait for each other in a circle, for example two that swap a port, one of them is deleted and
     * recreated with its reserved address.
     */
    Optional<Step> wayOut() {
        while (waiting.entrySet()
                .removeIf(entry -> waitsFor(entry.getKey()).findAny().isEmpty())) {
            // Removes Services that wait only for one that does not wait itself.
        }
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Set<ObjectRef> seen = new LinkedHashSet<>();
        LiveObject next = waitsFor(waiting.firstKey()).findFirst().orElseThrow();
        while (seen.add(next.ref())) {
            next = waitsFor(next.ref()).findFirst().orElseThrow();
        }
        return Optional.of(new Step.Delete(
                next.ref(), next.uid(), part(next.ref()), "recreated, because Services wait for each other"));
    }

    private Stream<LiveObject> waitsFor(ObjectRef service) {
        return waiting.getOrDefault(service, List.of()).stream().filter(other -> waiting.containsKey(other.ref()));
    }

    private Path part(ObjectRef service) {
        return Optional.ofNullable(planned.get(service))
                .or(() -> services.owner(service).map(Tier::id))
                .map(tier -> Path.app(tier.app()))
                .orElse(Path.APPS);
    }
}
