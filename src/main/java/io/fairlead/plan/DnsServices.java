package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsServe;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.ClusterDns;
import io.fairlead.network.Concern;
import io.fairlead.network.EffectivePool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private static final long PORT = 53;

    private static final List<String> PROTOCOLS = List.of("TCP", "UDP");

    private final TierServices services;
    private final DnsServe serve;
    private final SortedMap<String, EffectivePool> pools;
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, String> journal = new TreeMap<>();

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
                                .flatMap(Address::parse)));
    }

    /** Whether {@code service} is one of the DNS's, and is to keep {@code address}. */
    static boolean keeps(TierServices services, ObjectRef service, Address address) {
        return isOwn(service)
                && wanted(services)
                        .filter(serve -> serve.address().map(address::equals).orElse(true))
                        .isPresent();
    }

    private static boolean isOwn(ObjectRef service) {
        return PROTOCOLS.stream().anyMatch(protocol -> ref(protocol).equals(service));
    }

    private static ObjectRef ref(String protocol) {
        return ObjectRef.service(ClusterDns.NAMESPACE, "fairlead-dns-" + protocol.toLowerCase(Locale.ROOT));
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
                new TreeMap<>(Map.of(Stage.DNS, steps)),
                PROTOCOLS.stream().map(DnsServices::ref).collect(Collectors.toSet()),
                problems,
                journal,
                false);
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
        Set<Address> taken = new HashSet<>();
        chosen.byTier().values().forEach(reservation -> taken.add(reservation.address()));
        services.external().forEach(tier -> tier.address().ifPresent(taken::add));
        services.observed().stream("Service")
                .filter(service -> !isOwn(service.ref()))
                .forEach(service -> Stream.concat(
                                AddressUse.of(service).map(AddressUse::address), AddressUse.asked(service))
                        .forEach(taken::add));
        return candidates()
                .flatMap(pool -> pool.first(free -> !taken.contains(free)).stream())
                .findFirst();
    }

    private Stream<EffectivePool> candidates() {
        return pools.values().stream()
                .filter(pool -> pool.objectName().isPresent())
                .filter(pool -> serve.pool()
                        .map(id -> pool.pool().id().equals(id))
                        .orElse(pool.pool().autoAssign()));
    }

    private void exhausted() {
        problems.add(new Problem(
                PATH,
                Code.PoolExhausted,
                "no address is free for it in pool "
                        + String.join(
                                ", ", candidates().map(pool -> pool.pool().id()).toList())
                        + "; add addresses to the pool or remove an app"));
    }

    private void write(LiveObject dns, Address address) {
        journal.put(JOURNAL, address.toString());
        for (String protocol : PROTOCOLS) {
            ObjectRef ref = ref(protocol);
            Manifest manifest = manifest(ref, protocol, dns, address);
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

    private Manifest manifest(ObjectRef ref, String protocol, LiveObject dns, Address address) {
        LoadBalancer regime = services.observed().loadBalancer();
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(regime.annotationPrefix() + "allow-shared-ip", ClusterDns.NAMESPACE + "/fairlead-dns");
        Map<String, Object> spec = new LinkedHashMap<>(Map.of(
                "type",
                "LoadBalancer",
                "externalTrafficPolicy",
                "Cluster",
                "selector",
                dns.body().at("spec", "selector").map(),
                "ports",
                List.of(port(protocol, dns))));
        if (regime.pinsByAnnotation()) {
            annotations.put(regime.annotationPrefix() + "loadBalancerIPs", address.toString());
        } else {
            spec.put("loadBalancerIP", address.toString());
        }
        if (!address.isIpv4()) {
            spec.put("ipFamilyPolicy", "SingleStack");
            spec.put("ipFamilies", List.of("IPv6"));
        }
        Map<String, Object> metadata = Map.of(
                "name", ref.name(),
                "namespace", ref.namespace(),
                "labels", Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD),
                "annotations", annotations);
        return new Manifest(
                ref, new Fields(Map.of("apiVersion", "v1", "kind", "Service", "metadata", metadata, "spec", spec)));
    }

    /** Port 53, to wherever the cluster's own Service of the DNS leads it. */
    private static Map<String, Object> port(String protocol, LiveObject dns) {
        Fields same = dns.body().each("spec", "ports").stream()
                .filter(port -> port.number("port").equals(Optional.of(PORT))
                        && port.text("protocol").orElse("TCP").equals(protocol))
                .findFirst()
                .orElse(Fields.EMPTY);
        Object target = same.text("targetPort")
                .<Object>map(name -> name)
                .orElse(same.number("targetPort").orElse(PORT));
        return Map.of("name", "dns", "port", PORT, "targetPort", target, "protocol", protocol);
    }
}
