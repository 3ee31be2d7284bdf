package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.ownership.Claims;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Scope;
import io.fairlead.plan.target.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses of the tiers, and those that the twin itself releases. */
public final class TierServices {

    /** The suffixes of a tier's Services: none for a single Service, or one for each protocol. */
    private static final List<String> NAME_ENDS = List.of("", "-tcp", "-udp");

    private final Scope scope;
    private final Target target;
    private final Observed observed;
    private final Ledger ledger;
    private final DnsAddress dns;
    private final Set<String> namespaces;
    private final List<SharingGroup> sharingGroups;
    private final Map<TierId, SharingGroup> groupOf;
    private final SortedMap<TierId, Tier> external;
    private final SortedMap<TierId, Tier> before;
    private final Map<TierId, List<LiveObject>> live;
    private final SortedMap<TierId, Reservation> kept;
    private final Set<Address> releasing;

    /**
     * The Services of the target.
     *
     * @param scope the namespaces of the apps
     * @param target what is planned for
     * @param observed the cluster
     * @param ledger the ledger before this plan
     */
    public TierServices(Scope scope, Target target, Observed observed, Ledger ledger) {
        this.scope = scope;
        this.target = target;
        this.observed = observed;
        this.ledger = ledger;
        this.dns = DnsAddress.of(target, ledger, observed);
        this.namespaces = scope.namespaces();
        this.sharingGroups = sharingGroups(target.wanted());
        this.groupOf = groupOf(sharingGroups);
        this.external = Collections.unmodifiableSortedMap(tiers(sharingGroups));
        this.before = tiers(sharingGroups(target.lastGood()));
        this.live = external.values().stream().collect(Collectors.toMap(Tier::id, this::findLive));
        this.kept = Collections.unmodifiableSortedMap(KeptAddresses.of(this, (any, address) -> true, address -> true));
        this.releasing = Collections.unmodifiableSet(findReleasing());
    }

    /** The Services of another target. */
    public TierServices of(Target other) {
        return new TierServices(scope, other, observed, ledger);
    }

    public Scope scope() {
        return scope;
    }

    public Target target() {
        return target;
    }

    public Observed observed() {
        return observed;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The ownership of the cluster's objects. */
    public Claims claims() {
        return new Claims(ledger.inventory());
    }

    /** The addresses of {@code pools} that may be chosen. */
    public FreeAddresses free(SortedMap<String, EffectivePool> pools) {
        return new FreeAddresses(
                pools.values(), target.wanted().networkOrNone().policy().keepFree());
    }

    /** The address at which the LAN is answered. */
    public DnsAddress dns() {
        return dns;
    }

    /** The external tiers of the target, grouped by shared address. */
    public List<SharingGroup> sharingGroups() {
        return sharingGroups;
    }

    /** The tiers that share the address of an external tier of the target, including the tier itself. */
    public SharingGroup sharingGroup(TierId external) {
        return Objects.requireNonNull(groupOf.get(external), "no external tier");
    }

    private static Map<TierId, SharingGroup> groupOf(List<SharingGroup> sharingGroups) {
        Map<TierId, SharingGroup> groupOf = new HashMap<>();
        sharingGroups.forEach(all -> all.tiers().forEach(tier -> groupOf.put(tier.id(), all)));
        return Collections.unmodifiableMap(groupOf);
    }

    private static List<SharingGroup> sharingGroups(Parts parts) {
        return SharingGroup.of(parts.apps().values().stream()
                .flatMap(app -> app.value().tiers().values().stream())
                .filter(Tier::isExternal)
                .toList());
    }

    /** All external tiers of the target in order, each with the address settings of its sharing group. */
    public Collection<Tier> external() {
        return external.values();
    }

    /** Whether the target has this external tier. */
    boolean isExternal(TierId tier) {
        return external.containsKey(tier);
    }

    /** The tier; if it is external, with the address settings of its sharing group. */
    public Tier joined(Tier tier) {
        return external.getOrDefault(tier.id(), tier);
    }

    /** Every address that clients rely on: given to a Service, or reserved for a tier that still wants it. */
    public List<AddressUse> uses() {
        List<AddressUse> uses = new ArrayList<>(AddressUse.of(observed));
        for (Tier tier : external()) {
            Optional.ofNullable(kept.get(tier.id()))
                    .filter(Reservation::held)
                    .ifPresent(kept -> refs(tier).forEach(ref -> uses.add(new AddressUse(ref, kept.address()))));
        }
        return uses;
    }

    /** The address that each external tier keeps; without tiers that have none or must get another. */
    public SortedMap<TierId, Reservation> kept() {
        return kept;
    }

    /**
     * The addresses that tiers request and that Services have or request, once for each claim, except those of the given
     * Services.
     */
    public Stream<Address> claimed(Predicate<ObjectRef> butService) {
        return Stream.concat(
                external.values().stream().flatMap(tier -> tier.address().stream()),
                observed.stream("Service")
                        .filter(service -> !butService.test(service.ref()))
                        .flatMap(Balancers::claimed));
    }

    /** The claims of these tiers and their Services. */
    Stream<Address> claimed(SharingGroup some) {
        return some.tiers().stream()
                .flatMap(tier ->
                        Stream.concat(tier.address().stream(), live(tier).flatMap(Balancers::claimed)));
    }

    /**
     * The addresses that the twin releases: their tiers left it, are no longer external, or request another address.
     */
    public Set<Address> releasing() {
        return releasing;
    }

    private Set<Address> findReleasing() {
        Set<Address> leaving = new HashSet<>();
        Set<Address> staying = new HashSet<>();
        observed.stream("Service")
                .filter(this::isInInventory)
                .forEach(service -> AddressUse.of(service)
                        .map(AddressUse::address)
                        .forEach(address -> (isGivenUp(service, address) ? leaving : staying).add(address)));
        leaving.removeAll(staying);
        return leaving;
    }

    /** The Services of tiers that name no address, so that Fairlead may choose another. */
    public Set<ObjectRef> movable() {
        return external().stream()
                .filter(tier -> tier.address().isEmpty())
                .flatMap(tier -> Stream.concat(refs(tier).stream(), live(tier).map(LiveObject::ref)))
                .collect(Collectors.toSet());
    }

    /** The current address of the tier's Service. */
    public Optional<Address> current(Tier tier) {
        return live(tier).flatMap(AddressUse::of).map(AddressUse::address).findFirst();
    }

    /** Whether the tier already has a Service of type LoadBalancer. */
    boolean isExposed(Tier tier) {
        return live(tier)
                .anyMatch(service -> service.body().text("spec", "type").equals(Optional.of("LoadBalancer")));
    }

    /** The current address of each external tier's Service. */
    public SortedMap<TierId, Address> addresses() {
        SortedMap<TierId, Address> addresses = new TreeMap<>();
        external().forEach(tier -> current(tier).ifPresent(address -> addresses.put(tier.id(), address)));
        return addresses;
    }

    /** The address reserved for the tier, unless the tier now requests another. */
    Optional<Reservation> reservation(Tier tier) {
        return Optional.ofNullable(ledger.reservations().get(tier.id()))
                .filter(kept -> !asksForAnother(tier, kept.address()));
    }

    /**
     * Whether the tier requests another address than {@code has}: it names one, or the twin moved it to another pool. An
     * address that its pool lost is no such request. A tier that waits for an address of another pool has no reservation.
     */
    boolean asksForAnother(Tier tier, Address has) {
        if (tier.address().isPresent()) {
            return !tier.address().get().equals(has);
        }
        Optional<String> poolBefore = before(tier.id()).flatMap(Tier::pool);
        return before(tier.id()).isPresent()
                && tier.pool().isPresent()
                && (!tier.pool().equals(poolBefore) || !ledger.reservations().containsKey(tier.id()))
                && pool(tier.pool().get())
                        .filter(pool -> pool.addresses().contains(has))
                        .isEmpty();
    }

    /** The pool of the target's network part. */
    Optional<Pool> pool(String id) {
        return Optional.ofNullable(target.wanted().networkOrNone().pools().get(id));
    }

    /** The tier's live Services; after the desired ones those under an earlier name or in an earlier namespace. */
    public Stream<LiveObject> live(Tier tier) {
        List<LiveObject> known = live.get(tier.id());
        return (known == null ? findLive(tier) : known).stream();
    }

    private List<LiveObject> findLive(Tier tier) {
        String namespace = namespace(tier);
        List<ObjectRef> wanted = refs(tier);
        return namespaces.stream()
                .flatMap(any -> NAME_ENDS.stream().map(end -> ObjectRef.service(any, tier.objectName() + end)))
                .filter(ref ->
                        ref.namespace().equals(namespace) || ledger.inventory().containsKey(ref))
                .flatMap(ref -> observed.find(ref).stream())
                .filter(service -> service.isFairleads() && service.tier().equals(Optional.of(tier.id())))
                .sorted(Comparator.comparing(service -> !wanted.contains(service.ref())))
                .toList();
    }

    /** The external tier that has the live Service {@code service}. */
    public Optional<Tier> owner(ObjectRef service) {
        return observed.find(service)
                .flatMap(LiveObject::tier)
                .flatMap(id -> Optional.ofNullable(external.get(id)))
                .filter(tier -> isOf(tier, service));
    }

    /** Whether {@code service} is one of the tier's live Services. */
    private boolean isOf(Tier tier, ObjectRef service) {
        return live(tier).anyMatch(own -> own.ref().equals(service));
    }

    /** The tier's desired Services. */
    public List<ObjectRef> refs(Tier tier) {
        return tier.services().keySet().stream()
                .map(name -> ObjectRef.service(namespace(tier), name))
                .toList();
    }

    private String namespace(Tier tier) {
        return Optional.ofNullable(target.wanted().apps().get(tier.id().app()))
                .map(app -> scope.namespace(app.value()))
                .orElse(scope.appsNamespace());
    }

    private boolean isGivenUp(LiveObject service, Address address) {
        if (dns.keeps(service.ref(), address)) {
            return false;
        }
        return owner(service.ref())
                .map(tier -> asksForAnother(tier, address)
                        || (changesSharing(tier)
                                && Optional.ofNullable(kept.get(tier.id()))
                                        .filter(kept -> kept.address().equals(address))
                                        .isEmpty()))
                .orElse(true);
    }

    private boolean isInInventory(LiveObject service) {
        return service.isFairleads() && ledger.inventory().containsKey(service.ref());
    }

    /** Whether the tier is new, or shared its address by another key or not at all before. */
    boolean changesSharing(Tier tier) {
        return before(tier.id()).filter(was -> was.share().equals(tier.share())).isEmpty();
    }

    private Optional<Tier> before(TierId id) {
        return Optional.ofNullable(before.get(id));
    }

    private static SortedMap<TierId, Tier> tiers(List<SharingGroup> sharingGroups) {
        SortedMap<TierId, Tier> tiers = new TreeMap<>();
        sharingGroups.forEach(all -> all.tiers().forEach(tier -> tiers.put(tier.id(), tier)));
        return tiers;
    }
}
