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

    /** The addresses that the load balancer has given to {@code service}. */
    public static Stream<AddressUse> of(LiveObject service) {
        if (!service.body().text("spec", "type").equals(Optional.of("LoadBalancer"))) {
            return Stream.empty(); // Another type may still show an old address.
        }
        return service.body().each("status", "loadBalancer", "ingress").stream()
                .flatMap(ingress -> ingress.text("ip").flatMap(Address::parse).stream())
                .map(address -> new AddressUse(service.ref(), address));
    }

    @Override
    public String toString() {
        return service + " (" + address + ")";
    }
}
