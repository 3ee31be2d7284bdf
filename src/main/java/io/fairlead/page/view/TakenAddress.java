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
 * An address with a holder.
 *
 * @param address the address
 * @param state its state
 * @param tier the tier that has it or for which it is reserved
 * @param services the Services, or the node, that have it
 * @param announcers the nodes that announce it, for example {@code node-a (L2)}
 */
public record TakenAddress(
        Address address, AddressState state, Optional<TierId> tier, List<ObjectRef> services, List<String> announcers) {

    /** Copies the lists. */
    public TakenAddress {
        services = List.copyOf(services);
        announcers = List.copyOf(announcers);
    }

    /** An address that drains, with unknown holders. */
    static TakenAddress draining(Address address) {
        return new TakenAddress(address, AddressState.DRAINING, Optional.empty(), List.of(), List.of());
    }

    TakenAddress in(AddressState other) {
        return new TakenAddress(address, other, tier, services, announcers);
    }

    /** The id of its row in the page. */
    String anchor() {
        return anchor(address);
    }

    static String anchor(Address address) {
        return "a-" + address.toString().replace('.', '-').replace(':', '-');
    }

    /** Its tier and, if there are others, the objects that have it. */
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
