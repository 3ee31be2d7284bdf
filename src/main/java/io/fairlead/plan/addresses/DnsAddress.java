package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsServe;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Protocol;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.plan.target.Target;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The address by which the cluster's DNS answers the LAN.
 *
 * @param serve what the network part in force says of it, empty where the LAN is not answered
 * @param ledger the ledger before this plan
 * @param observed the cluster
 */
public record DnsAddress(Optional<DnsServe> serve, Ledger ledger, Observed observed) {

    /** Under which the journal keeps it. */
    private static final String JOURNAL = "dns-serve";

    static DnsAddress of(Target target, Ledger ledger, Observed observed) {
        return new DnsAddress(target.wanted().networkOrNone().dns().flatMap(Dns::serve), ledger, observed);
    }

    /** The address that is kept for the DNS, which no tier may be given: the one asked for, else the one of before. */
    public Optional<Address> kept() {
        return serve.flatMap(asked -> asked.address().or(this::before));
    }

    /** The address that it was given before; where the journal is lost, the one that its Services have or ask for. */
    public Optional<Address> before() {
        return Optional.ofNullable(ledger.journal().get(JOURNAL))
                .flatMap(Address::parse)
                .or(() -> services()
                        .flatMap(ref -> observed.find(ref).stream())
                        .filter(LiveObject::isFairleads)
                        .flatMap(Balancers::claimed)
                        .findFirst());
    }

    /** Whether {@code service} is one of the DNS's, and is to keep {@code address}. */
    boolean keeps(ObjectRef service, Address address) {
        return isOwn(service)
                && serve.filter(asked -> asked.address().map(address::equals).orElse(true))
                        .isPresent();
    }

    /** Whether {@code service} is one of those that answer the LAN. */
    public static boolean isOwn(ObjectRef service) {
        return services().anyMatch(service::equals);
    }

    /** The Services that answer the LAN, one for each protocol. */
    public static Stream<ObjectRef> services() {
        return Stream.of(Protocol.values()).map(ClusterDns::serving);
    }

    /** The entry of the journal that keeps {@code address}. */
    public static SortedMap<String, String> journal(Address address) {
        SortedMap<String, String> journal = new TreeMap<>();
        journal.put(JOURNAL, address.toString());
        return journal;
    }
}
