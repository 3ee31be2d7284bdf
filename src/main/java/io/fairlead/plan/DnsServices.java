package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsServe;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Placement;
import io.fairlead.model.Problem;
import io.fairlead.model.Protocol;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.ClusterDns;
import io.fairlead.network.Concern;
import io.fairlead.network.EffectivePool;
import io.fairlead.workload.DnsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has the cluster's DNS answer the LAN: a Service for each protocol, with one shared address, since a Service of both is not
 * known to every Kubernetes. The address is the one asked for, else the one that is remembered, else the lowest free one.
 */
final class DnsServices {

    private static final String PATH = "network.dns.serve";

    /** Under which the journal keeps the address. */
    private static final String JOURNAL = "dns-serve";

    /** By which the two Services share the address. */
    private static final String SHARING_KEY = ClusterDns.NAMESPACE + "/fairlead-dns";

    private final TierServices services;
    private final DnsServe serve;
    private final SortedMap<String, EffectivePool> pools;
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, String> journal = new TreeMap<>();
    private boolean waits;

    private DnsServices(TierServices services, DnsServe serve, SortedMap<String, EffectivePool> pools) {
        this.services = services;
        this.serve = serve;
        this.pools = pools;
    }

    /**
     * The steps towards the wanted Services. Those that are no longer wanted are pruned like any other object.
     *
     * @param chosen the addresses of the tiers
     */
    static Concern plan(TierServices services, SortedMap<String, EffectivePool> pools, Reservations.Chosen chosen) {
        return wanted(services)
                .map(serve -> new DnsServices(services, serve, pools).plan(chosen))
                .orElse(Concern.NOTHING);
    }

    /** The address that is kept for the DNS, which no tier may be given. */
    static Optional<Address> kept(TierServices services) {
        return wanted(services)
                .flatMap(serve -> serve.address()
                        .or(() -> Optional.ofNullable(
                                        services.ledger().journal().get(JOURNAL))
                                .flatMap(Address::parse))
                        .or(() -> given(services)));
    }

    /** The address that the Services have or ask for, where the journal is lost. */
    private static Optional<Address> given(TierServices services) {
        return refs().flatMap(ref -> services.observed().find(ref).stream())
                .filter(LiveObject::isFairleads)
                .flatMap(AddressUse::claimed)
                .findFirst();
    }

    /** Whether {@code service} is one of the DNS's, and is to keep {@code address}. */
    static boolean keeps(TierServices services, ObjectRef service, Address address) {
        return isOwn(service)
                && wanted(services)
                        .filter(serve -> serve.address().map(address::equals).orElse(true))
                        .isPresent();
    }

    private static boolean isOwn(ObjectRef service) {
        return refs().anyMatch(service::equals);
    }

    private static Stream<ObjectRef> refs() {
        return Stream.of(Protocol.values()).map(ClusterDns::serving);
    }

    private static Optional<DnsServe> wanted(TierServices services) {
        return services.target().wanted().networkOrNone().dns().flatMap(Dns::serve);
    }

    private Concern plan(Reservations.Chosen chosen) {
        Optional<Address> before = kept(services);
        before.ifPresent(address -> journal.put(JOURNAL, address.toString()));
        Optional<LiveObject> dns =
                services.observed().find(ObjectRef.service(ClusterDns.NAMESPACE, ClusterDns.SERVICE));
        boolean mayRead = services.observed().access(Area.SERVICES) != Access.NONE;
        if (!mayRead || services.observed().access(Area.DNS) != Access.WRITE) {
            problems.add(new Problem(
                    PATH,
                    Code.NoRights,
                    "the module may not " + (mayRead ? "write" : "read") + " the Services in " + ClusterDns.NAMESPACE
                            + ", so that the LAN is not answered anew; apply "
                            + (mayRead ? Area.DNS : Area.SERVICES).file()));
        } else if (dns.isEmpty()) {
            problems.add(new Problem(
                    PATH,
                    Code.DnsNotAnswering,
                    "there is no Service " + ClusterDns.NAMESPACE + "/" + ClusterDns.SERVICE
                            + " that says which pods are the DNS"));
        } else {
            before.filter(this::isAllowed)
                    .or(() -> lowestFree(chosen))
                    .ifPresentOrElse(address -> write(dns.get(), address), this::exhausted);
        }
        return new Concern(
                new TreeMap<>(Map.of(Stage.DNS, steps)), refs().collect(Collectors.toSet()), problems, journal, waits);
    }

    /** Whether another pool must lose the address first, and would take it from who has it by then. */
    private boolean mustWait(Address address) {
        return pools.values().stream().anyMatch(pool -> pool.elsewhere().contains(address))
                && refs().flatMap(ref -> services.observed().find(ref).stream())
                        .flatMap(AddressUse::of)
                        .noneMatch(use -> use.address().equals(address));
    }

    /** What was asked for was checked with the document; what is remembered must still lie in the pool that is named. */
    private boolean isAllowed(Address address) {
        return serve.address().isPresent()
                || serve.pool()
                        .flatMap(id -> Optional.ofNullable(pools.get(id)))
                        .map(pool -> pool.gives(address))
                        .orElse(true);
    }

    private Optional<Address> lowestFree(Reservations.Chosen chosen) {
        Set<Address> taken = services.claimed(tier -> false, DnsServices::isOwn);
        chosen.byTier().values().forEach(reservation -> taken.add(reservation.address()));
        return candidates().stream()
                .flatMap(pool -> pool.first(free -> !taken.contains(free)).stream())
                .findFirst();
    }

    private List<EffectivePool> candidates() {
        return EffectivePool.candidates(pools.values(), serve.pool());
    }

    private void exhausted() {
        problems.add(new Problem(
                PATH,
                Code.PoolExhausted,
                "no address is free for it in pool "
                        + EffectivePool.ids(candidates())
                        + "; add addresses to the pool or remove an app"));
    }

    private void write(LiveObject dns, Address address) {
        journal.put(JOURNAL, address.toString());
        if (mustWait(address)) {
            waits = true;
            return;
        }
        Placement placement = new Placement(
                services.observed().loadBalancer(), Optional.of(address), Optional.empty(), Optional.of(SHARING_KEY));
        for (Protocol protocol : Protocol.values()) {
            ObjectRef ref = ClusterDns.serving(protocol);
            Manifest manifest = DnsService.of(ref, protocol, dns, placement);
            Optional<LiveObject> live = services.observed().find(ref);
            if (live.filter(LiveObject::isTerminating).isPresent()) {
                continue; // Made again when it is gone.
            }
            if (live.filter(found -> !Owned.mayForce(found, services.ledger())).isPresent()) {
                problems.add(new Problem(
                        PATH,
                        Code.Conflict,
                        ref + " exists and was not made by Fairlead; delete it, or leave serve out"));
            } else if (live.filter(found -> !Difference.differs(manifest, found))
                    .isEmpty()) {
                steps.add(new Step.Apply(manifest, live.isPresent(), PATH, "the LAN is answered at " + address));
            }
            live.stream()
                    .flatMap(AddressUse::of)
                    .map(AddressUse::address)
                    .filter(has -> !has.equals(address))
                    .forEach(has -> problems.add(new Problem(
                            PATH,
                            Code.AddressConflict,
                            ref + " has " + has + " and is to have " + address + "; look who else has that")));
        }
    }
}
