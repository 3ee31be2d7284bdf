package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.TierId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An address that is not free.
 *
 * @param address the address
 * @param state what it is
 * @param tier the tier that has it or that it is kept for
 * @param services the Services that have it
 * @param announcers who makes it known to the network, as the cluster says: {@code node-a (L2)}
 */
public record TakenAddress(
        Address address, AddressState state, Optional<TierId> tier, List<ObjectRef> services, List<String> announcers) {

    /** Copies the lists. */
    public TakenAddress {
        services = List.copyOf(services);
        announcers = List.copyOf(announcers);
    }

    TakenAddress in(AddressState other) {
        return new TakenAddress(address, other, tier, services, announcers);
    }

    /** Its place in the page. */
    String anchor() {
        return anchor(address);
    }

    static String anchor(Address address) {
        return "a-" + address.toString().replace('.', '-').replace(':', '-');
    }

    /** The tier that has it, and Services that are no tier's. */
    String who() {
        Stream<String> objects = state == AddressState.TIER
                ? Stream.empty()
                : services.stream()
                        .map(service -> service.namespace().isEmpty()
                                ? service.kind().toLowerCase(Locale.ROOT) + " " + service.name()
                                : service.namespace() + "/" + service.name());
        return Stream.concat(tier.map(TierId::toString).stream(), objects).collect(Collectors.joining(", "));
    }
}
