package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An address that clients rely on.
 *
 * @param service the Service that has the address, or for which it is reserved
 * @param address the address
 */
public record AddressUse(ObjectRef service, Address address) {

    /** Every address that a load balancer has given to a Service, whether or not Fairlead created the Service. */
    public static List<AddressUse> of(Observed observed) {
        return observed.stream("Service").flatMap(AddressUse::of).toList();
    }

    /** Every Service to which a load balancer has given {@code address}, whether or not Fairlead created it. */
    public static Stream<ObjectRef> of(Observed observed, Address address) {
        return observed.holders(address).filter(AddressUse::isBalanced).map(LiveObject::ref);
    }

    /** The addresses that the load balancer has given to {@code service}. */
    public static Stream<AddressUse> of(LiveObject service) {
        return isBalanced(service)
                ? service.ingress().stream().map(address -> new AddressUse(service.ref(), address))
                : Stream.empty();
    }

    /** Whether a load balancer serves it. A Service of another type may still show an old address. */
    public static boolean isBalanced(LiveObject service) {
        return service.body().text("spec", "type").equals(Optional.of("LoadBalancer"));
    }

    @Override
    public String toString() {
        return service + " (" + address + ")";
    }
}
