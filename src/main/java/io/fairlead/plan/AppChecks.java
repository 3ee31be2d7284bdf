package io.fairlead.plan;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Sharers;
import io.fairlead.model.Tier;
import io.fairlead.network.AddressUse;
import io.fairlead.network.EffectivePool;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The checks that an app must pass against the pools in force and the live cluster before any of its objects change.
 */
record AppChecks(TierServices services, SortedMap<String, EffectivePool> pools) {

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
        String namespace = services.scope().namespace(app);
        Set<String> names = names(app);
        return services.target().wanted().apps().values().stream()
                .map(Kept::value)
                .filter(other -> !other.id().equals(app.id()))
                .filter(other -> services.scope().namespace(other).equals(namespace))
                .flatMap(other -> names(other).stream()
                        .filter(names::contains)
                        .map(name -> new Problem(
                                Path.app(app.id()).text(),
                                Code.NameCollision,
                                "a tier of it and one of apps." + other.id() + " would both be called " + name
                                        + " in namespace " + namespace + "; rename one")))
                .findFirst();
    }

    private static Set<String> names(App app) {
        Set<String> names = new TreeSet<>();
        app.tiers().values().forEach(tier -> {
            names.add(tier.objectName());
            names.addAll(tier.services().keySet());
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
                .flatMap(address -> AddressUse.of(services.observed()).stream()
                        .filter(use -> use.address().equals(address))
                        .filter(use -> !services.releasing().contains(address))
                        .filter(use ->
                                services.external().stream().noneMatch(other -> services.isOf(other, use.service())))
                        .findFirst()
                        .map(use -> new Problem(
                                tier.path() + ".address",
                                Code.AddressTaken,
                                address + " is the address of " + use.service() + "; choose another")));
    }

    /** Another tier that names no address may have this one. It is not moved away. */
    private Optional<Problem> addressIsKept(Tier tier) {
        return tier.address()
                .flatMap(address -> services.keeping().entrySet().stream()
                        .filter(kept -> kept.getValue().held()
                                && kept.getValue().address().equals(address))
                        .map(Map.Entry::getKey)
                        .filter(other -> services.sharers().stream()
                                .noneMatch(sharers -> sharers.has(tier.id()) && sharers.has(other)))
                        .findFirst()
                        .map(other -> new Problem(
                                tier.path() + ".address",
                                Code.AddressTaken,
                                address + " is the address of " + other + "; choose another")));
    }

    /** The document was checked against its own tiers. For a refused app, the last good tiers are in force. */
    private List<Problem> sharing(Tier tier) {
        return services.external().stream()
                .filter(other -> tier.share().isPresent() && tier.share().equals(other.share()))
                .filter(other -> !other.id().equals(tier.id()))
                .flatMap(other -> Sharers.clashes(tier, other, other.id() + " as it is in force").stream())
                .map(clash -> new Problem(tier.path() + "." + clash.key(), Code.SharingConflict, clash.message()))
                .toList();
    }
}
