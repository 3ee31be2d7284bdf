package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Sharing;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.network.EffectivePool;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The checks that an app must pass against the pools in force and the live cluster before any of its objects change.
 */
final class AppChecks {

    private final TierServices services;
    private final SortedMap<String, EffectivePool> pools;
    private final Map<ObjectRef, List<String>> byName = new HashMap<>();
    private final Map<Address, List<TierId>> held = new HashMap<>();
    private final Map<TierId, Sharing> terms = new HashMap<>();

    AppChecks(TierServices services, SortedMap<String, EffectivePool> pools) {
        this.services = services;
        this.pools = pools;
        services.target().wanted().apps().values().stream()
                .map(Kept::value)
                .forEach(app -> names(app)
                        .forEach(ref -> byName.computeIfAbsent(ref, any -> new ArrayList<>())
                                .add(app.id())));
        services.kept().forEach((tier, kept) -> {
            if (kept.held()) {
                held.computeIfAbsent(kept.address(), any -> new ArrayList<>()).add(tier);
            }
        });
        services.external().forEach(tier -> terms.put(tier.id(), Sharing.of(tier)));
    }

    /** Every reason to refuse a new or changed app; empty if it may come into force. */
    List<Problem> check(App app) {
        List<Problem> problems = new ArrayList<>(guard(app));
        nameIsFree(app).ifPresent(problems::add);
        for (Tier tier : app.tiers().values()) {
            if (tier.isExternal()) {
                poolIsInForce(tier).ifPresent(problems::add);
                addressIsInPool(tier).ifPresent(problems::add);
                addressIsFree(tier).or(() -> addressIsKept(tier)).ifPresent(problems::add);
                sharing(tier).forEach(problems::add);
            }
        }
        return problems;
    }

    /** What the module's settings forbid. Also checked for an app that came into force under other settings. */
    List<Problem> guard(App app) {
        Registries registries = services.scope().registries();
        Stream<Problem> images = app.tiers().values().stream()
                .filter(tier -> !registries.allows(tier.image()))
                .map(
                        tier -> new Problem(
                                tier.path() + ".image",
                                Code.ForbiddenSetting,
                                tier.image() + " comes from none of the registries that this module may use ("
                                        + String.join(", ", registries.allowed())
                                        + "); use one of them, or add its registry to the module's setting FAIRLEAD_REGISTRIES"));
        return Stream.concat(namespaceIsAllowed(app).stream(), images).toList();
    }

    private Optional<Problem> namespaceIsAllowed(App app) {
        Scope scope = services.scope();
        return app.namespace()
                .filter(namespace -> !scope.namespaces().contains(namespace))
                .map(
                        namespace -> new Problem(
                                Path.app(app.id()).at("namespace").text(),
                                Code.ForbiddenSetting,
                                scope.isTheModules(namespace)
                                        ? namespace
                                                + " is the namespace of MetalLB or of the module itself; name another"
                                        : namespace + " is none of the namespaces where this module's apps may be ("
                                                + String.join(", ", scope.namespaces())
                                                + "); use one of them, or add it to the module's setting FAIRLEAD_APPS_NAMESPACES"));
    }

    /** The document check compared names too, but did not know the namespace of an app that names none. */
    private Optional<Problem> nameIsFree(App app) {
        return names(app).stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream()
                        .filter(other -> !other.equals(app.id()))
                        .map(other -> Map.entry(other, name)))
                .min(Map.Entry.<String, ObjectRef>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(first -> new Problem(
                        Path.app(app.id()).text(),
                        Code.NameCollision,
                        "a tier of it and one of apps." + first.getKey() + " would both be called "
                                + first.getValue().name() + " in namespace "
                                + first.getValue().namespace() + "; rename one"));
    }

    /** The names that the app needs in its namespace, as Services. */
    private Set<ObjectRef> names(App app) {
        String namespace = services.scope().namespace(app);
        Set<ObjectRef> names = new TreeSet<>();
        app.tiers().values().forEach(tier -> {
            names.add(ObjectRef.service(namespace, tier.objectName()));
            tier.services().keySet().forEach(name -> names.add(ObjectRef.service(namespace, name)));
        });
        return names;
    }

    /** The document was checked against its own pools, which may have been refused since. */
    private Optional<Problem> poolIsInForce(Tier tier) {
        return tier.pool()
                .filter(id -> !pools.containsKey(id))
                .map(id -> new Problem(
                        tier.path() + ".pool",
                        Code.UnknownReference,
                        "pool " + id + " is not in force; see the problems under network"));
    }

    private Optional<Problem> addressIsInPool(Tier tier) {
        if (pools.isEmpty()) {
            return Optional.empty();
        }
        return tier.address()
                .filter(address -> pools.values().stream()
                        .filter(pool -> tier.pool().isEmpty()
                                || tier.pool().get().equals(pool.pool().id()))
                        .noneMatch(pool -> pool.gives(address)))
                .map(address -> new Problem(
                        tier.path() + ".address",
                        Code.AddressNotInPool,
                        address + " is in no pool in force that this tier may use"));
    }

    private Optional<Problem> addressIsFree(Tier tier) {
        return tier.address()
                .filter(address -> !services.releasing().contains(address))
                .flatMap(address -> AddressUse.of(services.observed(), address)
                        .filter(service -> services.owner(service).isEmpty())
                        .findFirst()
                        .map(service -> new Problem(
                                tier.path() + ".address",
                                Code.AddressTaken,
                                address + " is the address of " + service + "; choose another")));
    }

    /** Another tier that names no address may have this one. It is not moved away. */
    private Optional<Problem> addressIsKept(Tier tier) {
        return tier.address()
                .flatMap(address -> held.getOrDefault(address, List.of()).stream()
                        .filter(other -> !services.sharingGroup(tier.id()).has(other))
                        .findFirst()
                        .map(other -> new Problem(
                                tier.path() + ".address",
                                Code.AddressTaken,
                                address + " is the address of " + other
                                        + "; choose another, or give both tiers the same `share`")));
    }

    /** The document was checked against its own tiers. For a refused app, the last good tiers are in force. */
    private List<Problem> sharing(Tier tier) {
        return services.sharingGroup(tier.id()).tiers().stream()
                .filter(other -> !other.id().equals(tier.id()))
                .flatMap(other ->
                        SharingGroup.clashes(tier, terms(tier), other, terms(other), other.id() + " as it is in force")
                                .stream())
                .map(clash -> new Problem(tier.path() + "." + clash.key(), Code.SharingConflict, clash.message()))
                .toList();
    }

    private Sharing terms(Tier tier) {
        return Objects.requireNonNull(terms.get(tier.id()));
    }
}
