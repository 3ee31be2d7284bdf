package io.fairlead.network.bgp;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.model.Code;
import io.fairlead.model.Feature;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manage;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.LivePool;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.ownership.Claims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans BGP sessions and advertisements for MetalLB. New ones are created before old ones are removed, so that an
 * address in use is announced to the new router, or in the new way, before the old announcement ends.
 */
public final class BgpPlanner {

    private final NetworkInput input;
    private final NetworkDecision pools;
    private final List<LivePeer> livePeers;
    private final List<Step> grow = new ArrayList<>();
    private final List<Step> shrink = new ArrayList<>();
    private final Set<ObjectRef> objects = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<ObjectRef> inTheWay = new HashSet<>();
    private boolean unfinished;

    private BgpPlanner(NetworkInput input, NetworkDecision pools) {
        this.input = input;
        this.pools = pools;
        this.livePeers = LivePeer.of(input);
    }

    /**
     * The steps towards the desired sessions and advertisements, which must have passed {@link BgpChecks}.
     *
     * @param pools the plan for the pools
     */
    public static AreaPlan plan(NetworkInput input, NetworkDecision pools) {
        BgpPlanner planner = new BgpPlanner(input, pools);
        return isWritable(input) ? planner.plan() : planner.keepAll();
    }

    /** Whether Fairlead may configure BGP. */
    static boolean isWritable(NetworkInput input) {
        return input.writesPools() && input.observed().access(Area.BGP) == Access.WRITE;
    }

    /** Whether MetalLB announces every BGP address to every router, because its ConfigMap cannot select routers. */
    static boolean tellsEveryRouter(NetworkInput input) {
        return !input.observed().loadBalancer().has(Feature.CHOICE_OF_ROUTERS);
    }

    /** Keeps all objects in the inventory. A missing right to write them is no reason to remove them. */
    private AreaPlan keepAll() {
        input.inventory().keySet().stream().filter(MetalLbKind::isBgp).forEach(objects::add);
        Observed observed = input.observed();
        boolean known = !observed.loadBalancer().isPresent()
                || input.wanted().policy().manage() == Manage.OBSERVE
                || input.bgp().isEmpty();
        List<Problem> problems = known
                ? List.of()
                : List.of(new Problem(
                        "network.bgp",
                        Code.NoRights,
                        "the module may not write BGPPeers, BGPAdvertisements and BFDProfiles in namespace "
                                + input.metalLbNamespace()
                                + ", so that no address is announced to a router; apply " + Area.BGP.file()));
        return new AreaPlan(new TreeMap<>(), objects, problems, new TreeMap<>(), false);
    }

    private AreaPlan plan() {
        input.bgp().ifPresent(bgp -> {
            planPeers(bgp);
            input.wanted().pools().values().stream()
                    .filter(pool -> pool.advertise().isBgp())
                    .forEach(pool -> planAdvertisement(pool, peerNames(bgp)));
        });
        keepAdvertisementsOfPoolsInUse();
        planRemovals();
        return new AreaPlan(
                new TreeMap<>(Map.of(Stage.POOLS_GROW, grow, Stage.POOLS_SHRINK, shrink)),
                objects,
                problems,
                new TreeMap<>(),
                unfinished);
    }

    private void planPeers(Bgp bgp) {
        List<BgpPeer> own = bgp.peers().values().stream()
                .filter(peer -> foreignTwin(bgp, peer).isEmpty())
                .toList();
        if (own.stream().anyMatch(BgpPeer::bfd)) {
            apply(
                    BgpManifests.bfdProfile(MetalLbKind.BFD.ref(input.metalLbNamespace(), BgpManifests.BFD_PROFILE)),
                    "BFD profile");
        }
        inTheWay.addAll(inTheWay(bgp));
        unfinished |= !inTheWay.isEmpty();
        for (BgpPeer peer : own) {
            ObjectRef ref = MetalLbKind.PEER.ref(input.metalLbNamespace(), peer.objectName());
            objects.add(ref);
            if (inTheWay.isEmpty()) {
                apply(BgpManifests.bgpPeer(ref, bgp.localAsn(), peer), "BGP session");
            }
        }
    }

    /*
     * MetalLB in FRR mode refuses two sessions with one router, and two local AS numbers. So a session that is replaced
     * at its router, and every session if the local AS number changes, is deleted before the new ones are created.
     */
    private Set<ObjectRef> inTheWay(Bgp bgp) {
        return livePeers.stream()
                .filter(LivePeer::own)
                .filter(live -> !live.isFrom(bgp.localAsn())
                        || bgp.peers().values().stream()
                                .anyMatch(peer ->
                                        live.isWith(peer) && !live.name().equals(peer.objectName())))
                .map(LivePeer::ref)
                .collect(Collectors.toSet());
    }

    private Optional<LivePeer> foreignTwin(Bgp bgp, BgpPeer peer) {
        return livePeers.stream()
                .filter(live -> live.satisfies(peer, bgp.localAsn()))
                .findFirst();
    }

    /** The routers to announce to: only the twin's, never another session created by others. */
    private List<String> peerNames(Bgp bgp) {
        if (tellsEveryRouter(input)) {
            return List.of();
        }
        return bgp.peers().values().stream()
                .map(peer -> foreignTwin(bgp, peer).map(LivePeer::name).orElse(peer.objectName()))
                .toList();
    }

    private void planAdvertisement(Pool pool, List<String> peers) {
        boolean own = Optional.ofNullable(pools.pools().get(pool.id()))
                .flatMap(EffectivePool::objectName)
                .filter(pool.objectName()::equals)
                .isPresent();
        if (own) { // A pool created by others stays unchanged, and so does its announcement.
            ObjectRef ref = MetalLbKind.BGP.ref(input.metalLbNamespace(), pool.objectName());
            apply(BgpManifests.bgpAdvertisement(ref, pool, peers), "BGP advertisement");
        }
    }

    private void apply(Manifest manifest, String what) {
        objects.add(manifest.ref());
        Claims.Claim claim = input.claim(manifest, false, "new " + what, what + " changes");
        claim.step().ifPresent(grow::add);
        claim.problem().ifPresent(problems::add);
    }

    /** A pool that left the twin but still has addresses in use stays announced to the same routers. */
    private void keepAdvertisementsOfPoolsInUse() {
        Set<ObjectRef> kept = new HashSet<>();
        ownLive("BGPAdvertisement").stream()
                .map(LiveObject::ref)
                .filter(ref -> !input.wanted().pools().containsKey(ref.name().substring(Pool.PREFIX.length())))
                .filter(ref -> pools.areaPlan().objects().contains(MetalLbKind.POOL.ref(ref.namespace(), ref.name())))
                .forEach(kept::add);
        if (!kept.isEmpty()) {
            objects.addAll(kept);
            unfinished = true;
            livePeers.stream().filter(LivePeer::own).forEach(peer -> objects.add(peer.ref()));
        }
    }

    private void planRemovals() {
        for (LiveObject advertisement : ownLive("BGPAdvertisement")) {
            remove(advertisement, "no longer announced by BGP");
        }
        for (LiveObject peer : ownLive("BGPPeer")) {
            if (inTheWay.contains(peer.ref())) {
                shrink.add(delete(peer, "in the way of another BGP session"));
            } else {
                remove(peer, "BGP session left the twin");
            }
        }
        for (LiveObject profile : ownLive("BFDProfile")) {
            // MetalLB refuses to delete a profile that a session uses.
            if (livePeers.stream().noneMatch(peer -> peer.uses(profile.ref()))) {
                remove(profile, "no BGP session uses it");
            } else if (!objects.contains(profile.ref())) {
                objects.add(profile.ref());
                unfinished = true;
            }
        }
    }

    private void remove(LiveObject object, String reason) {
        if (!objects.contains(object.ref())) {
            shrink.add(delete(object, reason));
        }
    }

    private static Step delete(LiveObject object, String reason) {
        return new Step.Delete(object.ref(), object.uid(), NetworkObjects.PART, reason);
    }

    private List<LiveObject> ownLive(String kind) {
        return input.observed().stream(kind)
                .filter(object -> object.ref().namespace().equals(input.metalLbNamespace()))
                .filter(object -> LivePool.isOwn(object, input.inventory()))
                .toList();
    }
}
