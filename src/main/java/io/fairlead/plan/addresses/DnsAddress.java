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
 * The address at which the cluster's DNS answers the LAN.
 *
 * @param serve the setting of the network part in force; empty if the LAN is not answered
 * @param ledger the ledger before this plan
 * @param observed the cluster
 */
public record DnsAddress(Optional<DnsServe> serve, Ledger ledger, Observed observed) {

    /** The journal key of the address. */
    private static final String JOURNAL = "dns-serve";

    static DnsAddress of(Target target, Ledger ledger, Observed observed) {
        return new DnsAddress(target.wanted().networkOrNone().dns().flatMap(Dns::serve), ledger, observed);
    }

    /** The address reserved for the DNS, which no tier may get: the requested one, else the previous one. */
    public Optional<Address> kept() {
        return serve.flatMap(asked -> asked.address().or(this::before));
    }

    /** The previous address; if the journal is lost, the one that its Services have or request. */
    public Optional<Address> before() {
        return Optional.ofNullable(ledger.journal().get(JOURNAL))
                .flatMap(Address::parse)
                .or(() -> services()
                        .flatMap(ref -> observed.find(ref).stream())
                        .filter(LiveObject::isFairleads)
                        .flatMap(Balancers::claimed)
                        .findFirst());
    }

    /** Whether {@code service} is a DNS Service that keeps {@code address}. */
    boolean keeps(ObjectRef service, Address address) {
        return isOwn(service)
                && serve.filter(asked -> asked.address().map(address::equals).orElse(true))
                        .isPresent();
    }

    /** Whether {@code service} is one of the Services that answer the LAN. */
    public static boolean isOwn(ObjectRef service) {
        return services().anyMatch(service::equals);
    }

    /** The Services that answer the LAN, one for each protocol. */
    public static Stream<ObjectRef> services() {
        return Stream.of(Protocol.values()).map(ClusterDns::serving);
    }

    /** The journal entry with {@code address}. */
    public static SortedMap<String, String> journal(Address address) {
        SortedMap<String, String> journal = new TreeMap<>();
        journal.put(JOURNAL, address.toString());
        return journal;
    }
}
