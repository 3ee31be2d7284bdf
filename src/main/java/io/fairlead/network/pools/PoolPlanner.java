package io.fairlead.network.pools;

import io.fairlead.address.AddressSet;
import io.fairlead.address.ByAddress;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolContent;
import io.fairlead.model.PoolWriter;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.Draining;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.LivePool;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NetworkObjects;
import io.fairlead.ownership.Claims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans pools and their announcement by L2.
 *
 * <p>One plan changes only as much as is possible without leaving an address in use outside all pools, or an address in
 * two pools. The rest is planned when the cluster shows these steps done.
 */
public final class PoolPlanner {

    private final NetworkInput input;
    private final LivePools live;
    private final SortedMap<String, AddressSet> current = new TreeMap<>();
    private final Occupation occupied;
    private final ByAddress<AddressUse> uses;
    private final PoolWriter writer;
    private final List<Step> grow = new ArrayList<>();
    private final List<Step> shrink = new ArrayList<>();
    private final Set<ObjectRef> objects = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean unfinished;

    private PoolPlanner(NetworkInput input, PoolWriter writer) {
        this.input = input;
        this.live = LivePools.of(input);
        this.uses = ByAddress.of(input.uses(), AddressUse::address);
        CurrentPool.of(input).forEach(pool -> current.put(pool.id(), pool.addresses()));
        this.occupied = Occupation.of(Stream.concat(
                        live.all().stream().map(LivePool::addresses),
                        current.keySet().stream().map(this::lost))
                .toList());
        this.writer = writer;
    }

    /** The steps towards the desired network part, which must have passed {@link PoolChecks}. */
    public static NetworkDecision plan(NetworkInput input) {
        return input.observed()
                .loadBalancer()
                .writer()
                .filter(writer -> input.writesPools())
                .map(writer -> new PoolPlanner(input, writer).plan())
                .orElseGet(() -> PoolComparison.of(input));
    }

    private NetworkDecision plan() {
        SortedMap<String, EffectivePool> pools = new TreeMap<>();
        for (Pool pool : input.wanted().pools().values()) {
            Optional<LivePool> found = live.find(pool.id());
            Optional<LivePool> object = foreignTwin(pool).or(() -> found);
            pools.put(
                    pool.id(),
                    EffectivePool.whole(
                                    pool,
                                    object.map(LivePool::name).orElse(pool.objectName()),
                                    object.map(LivePool::addresses).orElse(AddressSet.EMPTY))
                            .without(pool.addresses().minus(heldByNoOther(pool, object))));
            if (found.filter(LivePool::own).isPresent() || object.isEmpty()) {
                objects.add(ref(pool));
                planPool(pool, ref(pool));
                planAdvertisement(pool);
            } else if (found.isPresent()) {
                planPool(pool, found.get().object().ref()); // Its announcement belongs to its creator.
            }
        }
        planRemovals();
        SortedMap<Stage, List<Step>> steps = new TreeMap<>(Map.of(Stage.POOLS_GROW, grow, Stage.POOLS_SHRINK, shrink));
        Draining draining = CurrentPool.draining(input);
        return new NetworkDecision(
                pools, draining, new AreaPlan(steps, objects, problems, draining.journal(), unfinished));
    }

    /** A pool created by others with exactly the desired addresses is used unchanged. Fairlead's own then gives its up. */
    private Optional<LivePool> foreignTwin(Pool pool) {
        return live.others().stream()
                .filter(other -> other.addresses().equals(pool.addresses()))
                .findFirst();
    }

    private ObjectRef ref(Pool pool) {
        return writer.pool(input.metalLbNamespace(), pool.objectName());
    }

    private void planPool(Pool pool, ObjectRef ref) {
        AddressSet given = heldByNoOther(pool, live.find(pool.id()));
        AddressSet retired = retired(pool.id());
        unfinished |= !retired.isEmpty() || !given.equals(pool.addresses());
        if (!given.isEmpty() || !retired.isEmpty()) {
            boolean autoAssign = pool.autoAssign() && isGivenBefore(pool, given, retired);
            boolean own = ref.equals(ref(pool));
            PoolContent content = new PoolContent(given, retired, autoAssign, pool.avoidBuggyIps(), !own);
            apply(ref, content, own ? "pool changes" : "pool is taken over");
        } else {
            ownLive(ref.name()).ifPresent(held -> giveUp(held, ref, pool.avoidBuggyIps()));
        }
    }

    /**
     * Other pools hold all desired addresses of this pool, and may wait for its current ones, which are not in use.
     * First it stops giving addresses, so that no Service of the same plan gets one by chance. Then it is deleted until
     * it can have its desired addresses.
     */
    private void giveUp(LivePool held, ObjectRef ref, boolean avoidBuggyIps) {
        if (held.pool().autoAssign()) {
            apply(
                    ref,
                    new PoolContent(held.addresses(), AddressSet.EMPTY, false, avoidBuggyIps, false),
                    "pool gives nothing more");
        } else {
            shrink.add(delete(held.object(), "pool gives its addresses up first"));
        }
    }

    /**
     * Whether each family of the retired addresses still has a free address before them. If not, MetalLB could give a
     * new Service a retired address that just fell free.
     */
    private boolean isGivenBefore(Pool pool, AddressSet given, AddressSet retired) {
        return retired.ranges().stream()
                .map(range -> range.first().isIpv4())
                .distinct()
                .allMatch(ipv4 -> EffectivePool.unknown(pool)
                        .first(address -> address.isIpv4() == ipv4
                                && given.contains(address)
                                && !uses.entries().containsKey(address))
                        .isPresent());
    }

    private void apply(ObjectRef ref, PoolContent content, String change) {
        AddressSet has = input.observed()
                .find(ref)
                .map(object -> writer.addresses(object.body()))
                .orElse(AddressSet.EMPTY);
        boolean shrinks = !content.given().union(content.retired()).containsAll(has);
        claim(
                writer.pool(ref, content),
                shrinks ? shrink : grow,
                content.adopted(),
                "new pool",
                shrinks ? "pool shrinks" : change);
    }

    private void planAdvertisement(Pool pool) {
        if (!pool.advertise().isL2()) {
            return;
        }
        ObjectRef ref = writer.announcement(input.metalLbNamespace(), pool.objectName());
        objects.add(ref);
        Manifest manifest = writer.announcement(ref, pool);
        claim(manifest, grow, false, "new advertisement", "advertisement changes");
    }

    private void claim(Manifest manifest, List<Step> steps, boolean adopts, String isNew, String differs) {
        Claims.Claim claim = input.claim(manifest, adopts, isNew, differs);
        claim.step().ifPresent(steps::add);
        claim.problem().ifPresent(problems::add);
    }

    private void planRemovals() {
        current.keySet().forEach(id -> {
            if (!input.wanted().pools().containsKey(id)) {
                planRemoval(writer.pool(input.metalLbNamespace(), Pool.PREFIX + id), retired(id));
            }
        });
        for (Map.Entry<ObjectRef, String> item : input.inventory().entrySet()) {
            if (isAnnouncement(item.getKey()) && !objects.contains(item.getKey())) {
                input.observed()
                        .find(item.getKey())
                        .filter(object -> object.uid().equals(item.getValue()))
                        .ifPresent(object -> shrink.add(delete(object, "advertisement left the twin")));
            }
        }
    }

    /**
     * Deletes a pool that left the twin when its last address falls free. Until then it has only its addresses in use.
     */
    private void planRemoval(ObjectRef ref, AddressSet retired) {
        Optional<LivePool> pool = ownLive(ref.name());
        if (retired.isEmpty()) {
            pool.ifPresent(gone -> shrink.add(delete(gone.object(), "pool left the twin")));
            return;
        }
        objects.add(ref);
        objects.add(writer.announcement(ref.namespace(), ref.name()));
        unfinished = true;
        boolean avoidBuggyIps = pool.filter(has -> has.pool().avoidsBuggyIps()).isPresent();
        apply(ref, new PoolContent(AddressSet.EMPTY, retired, false, avoidBuggyIps, false), "pool left the twin");
    }

    private boolean isAnnouncement(ObjectRef ref) {
        return ref.equals(writer.announcement(ref.namespace(), ref.name()));
    }

    private static Step delete(LiveObject object, String reason) {
        return new Step.Delete(object.ref(), object.uid(), NetworkObjects.PART, reason);
    }

    /**
     * The addresses of {@code set} that clients use; all of them if that cannot be read. The checks have already
     * refused addresses that may not leave a pool.
     */
    private AddressSet inUse(AddressSet set) {
        if (input.observed().access(Area.SERVICES) == Access.NONE) {
            return set;
        }
        return AddressSet.ofAddresses(uses.in(set).stream().map(AddressUse::address));
    }

    /** The addresses in use that the pool gives out no longer. */
    private AddressSet retired(String id) {
        AddressSet wanted = Optional.ofNullable(input.wanted().pools().get(id))
                .map(Pool::addresses)
                .orElse(AddressSet.EMPTY);
        return inUse(current.getOrDefault(id, AddressSet.EMPTY).minus(wanted));
    }

    /** Retired addresses that are in no object, because it was deleted by hand. They return to this pool. */
    private AddressSet lost(String id) {
        return retired(id).minus(live.find(id).map(LivePool::addresses).orElse(AddressSet.EMPTY));
    }

    /** The addresses of a pool that no other pool has, or is about to get back. */
    private AddressSet heldByNoOther(Pool pool, Optional<LivePool> object) {
        return occupied.inNoOther(
                pool.addresses(), object.map(LivePool::addresses).orElse(AddressSet.EMPTY));
    }

    private Optional<LivePool> ownLive(String name) {
        return Optional.ofNullable(live.own().get(name));
    }
}
