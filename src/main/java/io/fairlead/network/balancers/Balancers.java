package io.fairlead.network.balancers;

import io.fairlead.address.Address;
import io.fairlead.model.Area;
import io.fairlead.model.CustomKind;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.AddressUse;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The load balancers that Fairlead knows, whichever of them the cluster has. */
public final class Balancers {

    /** The one that is looked for first comes first. Where none is found, Services are written for it. */
    private static final List<LoadBalancer> KNOWN = List.of(MetalLb.UNSEEN);

    private Balancers() {}

    /** The one that these kinds show. */
    public static LoadBalancer detect(Set<CustomKind> served) {
        return KNOWN.stream()
                .flatMap(known -> known.detect(served).stream())
                .findFirst()
                .orElse(KNOWN.get(0));
    }

    /** The kinds that are read of any of them. */
    public static List<CustomKind> kinds() {
        return KNOWN.stream().flatMap(known -> known.kinds().stream()).toList();
    }

    /** What the keys of the annotations begin with that are read of any of them. */
    public static List<String> annotations() {
        return KNOWN.stream().flatMap(known -> known.annotations().stream()).toList();
    }

    /** The area of rights of an object that is part of the configuration of any of them; empty for others. */
    public static Optional<Area> area(ObjectRef ref) {
        return KNOWN.stream().flatMap(known -> known.area(ref).stream()).findFirst();
    }

    /** Whether only the planners of the network part add and remove an object: a load balancer's, or an IPPool. */
    public static boolean isOfNetwork(ObjectRef ref) {
        return area(ref).isPresent() || NetworkObjects.isIpPool(ref);
    }

    /** The addresses that a Service asks any of them for, given or not. */
    public static Stream<Address> asked(Fields service) {
        return KNOWN.stream().flatMap(known -> known.asked(service));
    }

    /** The addresses that {@code service} has or asks for. */
    public static Stream<Address> claimed(LiveObject service) {
        return Stream.concat(AddressUse.of(service).map(AddressUse::address), asked(service.body()));
    }
}
