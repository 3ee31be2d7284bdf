package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.health.TierStart;
import io.fairlead.model.Access;
import io.fairlead.model.App;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Placement;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.Step;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.ownership.Claims;
import io.fairlead.plan.addresses.Reservations;
import io.fairlead.plan.addresses.SharingKeys;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.workload.DisruptionBudget;
import io.fairlead.workload.TierFiles;
import io.fairlead.workload.TierObjects;
import io.fairlead.workload.TierPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of the apps: applies each tier's objects that differ from the live ones. */
final class AppSteps {

    private final TierServices services;
    private final SortedMap<String, EffectivePool> pools;
    private final SortedMap<TierId, Reservation> reservations;
    private final Set<TierId> without;
    private final List<Step> pins = new ArrayList<>();
    private final List<Step> files = new ArrayList<>();
    private final List<Step> workloads = new ArrayList<>();
    private final List<Step> serviceSteps = new ArrayList<>();
    private final Set<ObjectRef> objects = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<TierId, String> sharingKeys;
    private final SharingConflicts conflicts;
    private final boolean mayTakeOver;
    private final Set<TierId> waiting = new HashSet<>();
    private final SortedMap<TierId, Problem> blocked = new TreeMap<>();
    private boolean unfinished;

    private AppSteps(
            TierServices services,
            SortedMap<String, EffectivePool> pools,
            Reservations.Chosen reservations,
            boolean mayTakeOver) {
        this.mayTakeOver = mayTakeOver;
        this.services = services;
        this.pools = pools;
        this.reservations = reservations.byTier();
        this.without = reservations.without();
        this.sharingKeys = SharingKeys.of(services, reservations.byTier());
        this.conflicts = new SharingConflicts(services);
    }

    /**
     * @param mayTakeOver whether the twin names field managers whose objects may be taken over
     */
    static AppSteps plan(
            TierServices services,
            SortedMap<String, EffectivePool> pools,
            Reservations.Chosen reservations,
            boolean mayTakeOver) {
        AppSteps steps = new AppSteps(services, pools, reservations, mayTakeOver);
        steps.keepUnreadable();
        for (Kept<App> app : services.target().wanted().apps().values()) {
            if (services.observed().apps(services.scope().namespace(app.value())) != Access.NONE) {
                app.value().tiers().values().forEach(tier -> steps.plan(app.value(), services.joined(tier)));
            }
        }
        steps.conflicts.wayOut().ifPresent(steps.serviceSteps::add);
        steps.problems.addAll(steps.conflicts.problems());
        return steps;
    }

    /**
     * Keeps objects in the inventory that the module may not read. A missing right is no evidence that an object is
     * gone.
     */
    private void keepUnreadable() {
        services.ledger().inventory().keySet().stream()
                .filter(ref -> !Balancers.isOfNetwork(ref))
                .filter(MissingRights.readable(services.observed()).negate())
                .forEach(objects::add);
    }

    /** Steps that pin Services to addresses that they have already, or wait for. Clients notice no change. */
    List<Step> pins() {
        return pins;
    }

    /** Steps on objects that pods read when they start. */
    List<Step> files() {
        return files;
    }

    List<Step> workloads() {
        return workloads;
    }

    List<Step> services() {
        return serviceSteps;
    }

    /** Every object of the apps. */
    Set<ObjectRef> objects() {
        return objects;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Whether there are steps that must wait for others of this plan. */
    boolean isUnfinished() {
        return unfinished;
    }

    /** The tiers with an object that others created, and the problem. */
    SortedMap<TierId, Problem> blocked() {
        return blocked;
    }

    /** The tiers that are not started yet. */
    Set<TierId> waiting() {
        return waiting;
    }

    /** The namespaces of the steps. */
    SortedSet<String> namespaces() {
        return Stream.of(pins, files, workloads, serviceSteps)
                .flatMap(List::stream)
                .map(step -> step.ref().namespace())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void plan(App app, Tier tier) {
        String namespace = services.scope().namespace(app);
        TierPolicy.networkPolicy(tier, app, namespace)
                .flatMap(policy -> apply(policy, tier))
                .ifPresent(workloads::add);
        TierFiles.configMap(tier, namespace).flatMap(map -> apply(map, tier)).ifPresent(files::add);
        DisruptionBudget.of(tier, namespace, services.observed().kubernetesVersion())
                .flatMap(budget -> apply(budget, tier))
                .ifPresent(serviceSteps::add);
        Manifest deployment =
                TierObjects.deployment(tier, app, namespace, services.observed().kubernetesVersion());
        if (TierStart.waitsFor(tier, app, namespace, services.observed()).isPresent()) {
            objects.add(deployment.ref());
            waiting.add(tier.id());
        } else {
            apply(deployment, tier).ifPresent(workloads::add);
        }
        if (mustWait(tier)) {
            objects.addAll(services.refs(tier));
            services.live(tier).map(LiveObject::ref).forEach(objects::add); // Under an earlier name too.
            return;
        }
        Placement placement = placement(tier);
        for (Manifest service : TierObjects.services(tier, namespace, placement)) {
            if (mayBeMade(tier, service.ref(), placement)) {
                apply(service, tier).ifPresent(step -> addService(tier, service, step, placement));
            } else {
                objects.add(service.ref());
                unfinished = true;
            }
        }
    }

    /**
     * Whether the Service may be created: its address is known, or it is the first of its group and the load balancer
     * may choose the address.
     */
    private boolean mayBeMade(Tier tier, ObjectRef service, Placement placement) {
        if (!tier.isExternal()
                || placement.pin().isPresent()
                || services.observed().find(service).isPresent()) {
            return true;
        }
        Tier first = services.sharingGroup(tier.id()).first();
        return services.refs(first).get(0).equals(service);
    }

    /**
     * A tier for which there is no address yet is left as it is. Without a pin its Service would get the next address that
     * falls free, even one that is reserved for another tier, that must stay free, or that a pool is about to lose; and it
     * would lose the address that it has.
     */
    private boolean mustWait(Tier tier) {
        return without.contains(tier.id());
    }

    /**
     * A pinned Service names no pool. MetalLB takes its address away if the named pool does not hold it, which happens
     * briefly while a pool changes.
     */
    private Placement placement(Tier tier) {
        Optional<Address> pin = Optional.ofNullable(reservations.get(tier.id())).map(Reservation::address);
        Optional<String> pool = pin.isPresent()
                ? Optional.empty()
                : tier.pool().flatMap(id -> Optional.ofNullable(pools.get(id))).flatMap(EffectivePool::objectName);
        return Placement.by(
                services.observed().loadBalancer(), pin, pool, Optional.ofNullable(sharingKeys.get(tier.id())));
    }

    private void addService(Tier tier, Manifest manifest, Step.Apply step, Placement placement) {
        if (tier.isExternal() && !conflicts.isFree(manifest, placement)) {
            unfinished = true;
            return;
        }
        Optional<LiveObject> live = services.observed().find(manifest.ref());
        placement
                .pin()
                .flatMap(address -> Pin.of(step, live, address))
                .ifPresentOrElse(pins::add, () -> serviceSteps.add(step));
    }

    private Optional<Step.Apply> apply(Manifest manifest, Tier tier) {
        Path part = Path.app(tier.id().app());
        objects.add(manifest.ref());
        if (services.observed().apps(manifest.ref().namespace()) != Access.WRITE) {
            return Optional.empty(); // Apps are only compared.
        }
        Claims.Terms terms = new Claims.Terms(part, "new", "differs", "taken over", "rename the app");
        Claims.Claim claim =
                services.claims().claim(manifest, services.observed().find(manifest.ref()), mayTakeOver, terms);
        claim.problem().ifPresent(problem -> {
            objects.remove(manifest.ref());
            problems.add(problem);
            blocked.putIfAbsent(tier.id(), problem);
        });
        return claim.step();
    }
}
