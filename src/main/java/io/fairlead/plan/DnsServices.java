package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.DnsServe;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Placement;
import io.fairlead.model.Problem;
import io.fairlead.model.Protocol;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.ownership.Claims;
import io.fairlead.plan.addresses.DnsAddress;
import io.fairlead.plan.addresses.FreeAddresses;
import io.fairlead.plan.addresses.Reservations;
import io.fairlead.plan.addresses.SharingKeys;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.workload.DnsService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the cluster's DNS answer the LAN: one Service per protocol with one shared address, because not every
 * Kubernetes version supports both protocols in one Service. The address is the requested one, else the one in the
 * journal, else the lowest free one.
 */
final class DnsServices {

    private static final Path PART = Path.NETWORK.at("dns").at("serve");
    private static final String PATH = PART.text();

    /** The prefix of the key by which the two Services share the address. */
    private static final String SHARING_KEY = ClusterDns.NAMESPACE + "/fairlead-dns";

    private final TierServices services;
    private final DnsServe serve;
    private final boolean mayTakeOver;
    private final NetworkDecision network;
    private final FreeAddresses free;
    private final List<Step> pins = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, String> journal = new TreeMap<>();
    private boolean waits;

    private DnsServices(TierServices services, DnsServe serve, NetworkDecision network, boolean mayTakeOver) {
        this.mayTakeOver = mayTakeOver;
        this.services = services;
        this.serve = serve;
        this.network = network;
        this.free = services.free(network.pools());
    }

    /**
     * The steps towards the desired Services. Services that are no longer desired are pruned like any other object.
     *
     * @param chosen the addresses of the tiers
     * @param mayTakeOver whether the twin names field managers whose objects may be taken over
     */
    static AreaPlan plan(
            TierServices services, NetworkDecision network, Reservations.Chosen chosen, boolean mayTakeOver) {
        return services.dns()
                .serve()
                .map(serve -> new DnsServices(services, serve, network, mayTakeOver).plan(chosen))
                .orElse(AreaPlan.NOTHING);
    }

    private AreaPlan plan(Reservations.Chosen chosen) {
        services.dns().before().ifPresent(address -> journal.putAll(DnsAddress.journal(address)));
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
            address(chosen).ifPresentOrElse(address -> write(dns.get(), address), this::exhausted);
        }
        return new AreaPlan(
                new TreeMap<>(Map.of(Stage.PINS, pins, Stage.DNS, steps)),
                DnsAddress.services().collect(Collectors.toSet()),
                problems,
                journal,
                waits);
    }

    /** Whether a pool is about to lose the address. A Service that got it before would lose it then. */
    private boolean mustWait(Address address) {
        return !network.isSafe(address)
                && DnsAddress.services()
                        .flatMap(ref -> services.observed().find(ref).stream())
                        .flatMap(AddressUse::of)
                        .noneMatch(use -> use.address().equals(address));
    }

    /**
     * The address to use. A DNS that has an address keeps it; a new one is given only if enough addresses stay free.
     */
    private Optional<Address> address(Reservations.Chosen chosen) {
        Set<Address> taken = services.claimed(DnsAddress::isOwn).collect(Collectors.toCollection(HashSet::new));
        chosen.byTier().values().forEach(reservation -> taken.add(reservation.address()));
        boolean hasOne = services.dns().before().isPresent()
                || DnsAddress.services()
                        .flatMap(ref -> services.observed().find(ref).stream())
                        .anyMatch(service -> AddressUse.of(service).findAny().isPresent());
        return services.dns()
                .kept()
                .filter(this::isAllowed)
                .filter(address -> hasOne || free.leaveEnough(taken))
                .or(() -> serve.address().isEmpty() ? free.lowest(candidates(), taken) : Optional.empty());
    }

    /** A requested address was checked with the document. One from the journal must still be in the named pool. */
    private boolean isAllowed(Address address) {
        return serve.address().isPresent()
                || serve.pool()
                        .flatMap(id -> Optional.ofNullable(network.pools().get(id)))
                        .map(pool -> pool.gives(address))
                        .orElse(true);
    }

    private List<EffectivePool> candidates() {
        return free.candidates(serve.pool());
    }

    private void exhausted() {
        problems.add(new Problem(
                PATH,
                Code.PoolExhausted,
                free.none("it", candidates()) + "; add addresses to the pool or remove an app"));
    }

    /**
     * Keeps a key in use. MetalLB takes the address away from a Service whose key changes while the other Service has
     * it.
     */
    private String sharingKey() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> services.observed().find(ClusterDns.serving(protocol)).stream())
                .filter(live -> !live.ingress().isEmpty())
                .map(live -> services.observed().loadBalancer().sharingKey(live.body()))
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElseGet(() -> SharingKeys.unguessable(services, SHARING_KEY));
    }

    private void write(LiveObject dns, Address address) {
        if (mustWait(address)) {
            waits = true;
            return;
        }
        journal.putAll(DnsAddress.journal(address));
        Placement placement = Placement.by(
                services.observed().loadBalancer(), Optional.of(address), Optional.empty(), Optional.of(sharingKey()));
        for (Protocol protocol : Protocol.values()) {
            ObjectRef ref = ClusterDns.serving(protocol);
            Manifest manifest = DnsService.of(ref, protocol, dns, placement);
            Optional<LiveObject> live = services.observed().find(ref);
            Claims.Claim claim = services.claims().claim(manifest, live, mayTakeOver, terms(address));
            claim.problem().ifPresent(problems::add);
            claim.step()
                    .ifPresent(step -> Pin.of(step, live, address).ifPresentOrElse(pins::add, () -> steps.add(step)));
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

    private static Claims.Terms terms(Address address) {
        String reason = "the LAN is answered at " + address;
        return new Claims.Terms(PART, reason, reason, reason, "leave serve out");
    }
}
