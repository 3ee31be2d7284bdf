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

/** The load balancers that Fairlead supports. */
public final class Balancers {

    /** In the order of detection. If none is found, Services are written for the first. */
    private static final List<LoadBalancer> KNOWN = List.of(MetalLb.UNSEEN);

    private Balancers() {}

    /** The load balancer that serves these kinds. */
    public static LoadBalancer detect(Set<CustomKind> served) {
        return KNOWN.stream()
                .flatMap(known -> known.detect(served).stream())
                .findFirst()
                .orElse(KNOWN.get(0));
    }

    /** The kinds to read for all of them. */
    public static List<CustomKind> kinds() {
        return KNOWN.stream().flatMap(known -> known.kinds().stream()).toList();
    }

    /** The prefixes of the annotations to read for all of them. */
    public static List<String> annotations() {
        return KNOWN.stream().flatMap(known -> known.annotations().stream()).toList();
    }

    /** The area of rights of an object in the configuration of one of them; empty for other objects. */
    public static Optional<Area> area(ObjectRef ref) {
        return KNOWN.stream().flatMap(known -> known.area(ref).stream()).findFirst();
    }

    /** Whether only the network planners add and remove the object: one of a load balancer, or an IPPool. */
    public static boolean isOfNetwork(ObjectRef ref) {
        return area(ref).isPresent() || NetworkObjects.isIpPool(ref);
    }

    /** The addresses that a Service requests from any of them, given or not. */
    public static Stream<Address> asked(Fields service) {
        return KNOWN.stream().flatMap(known -> known.asked(service));
    }

    /** The addresses that {@code service} has or requests. */
    public static Stream<Address> claimed(LiveObject service) {
        return Stream.concat(AddressUse.of(service).map(AddressUse::address), asked(service.body()));
    }
}
