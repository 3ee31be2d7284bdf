package io.fairlead.loop;

import io.fairlead.address.Address;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Phase;
import io.fairlead.model.Sharing;
import io.fairlead.model.TierId;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.LedgerRecovery;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.plan.target.Parts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold once everybody may do everything and the loop rests: nobody is in another's way, and nothing is left behind. */
final class RestRules {

    private RestRules() {}

    static void check(LoopWorld world) {
        List<LiveObject> ours =
                ConfigMapRegime.view(world.cluster.observed(), SimulatedCluster.SCOPE.metalLbNamespace())
                        .objects()
                        .values()
                        .stream()
                        .filter(LiveObject::isFairleads)
                        .filter(object -> !object.ref().name().equals("fairlead-ledger"))
                        .filter(object -> !isPartOfAPool(world, object))
                        .toList();
        oneServiceForEachAddress(world, ours);
        if (world.told().phase() != Phase.Paused) {
            nothingIsLeftBehind(world, ours);
        }
    }

    /** An advertisement of a pool in MetalLB's text is a word of that pool and stays with it. */
    private static boolean isPartOfAPool(LoopWorld world, LiveObject object) {
        return object.ref().kind().endsWith("Advertisement")
                && !world.cluster.everything().containsKey(object.ref());
    }

    private static void oneServiceForEachAddress(LoopWorld world, List<LiveObject> ours) {
        Map<Address, LiveObject> pinned = new HashMap<>();
        ours.stream()
                .filter(object -> object.ref().kind().equals("Service"))
                .forEach(service -> Balancers.asked(service.body()).findFirst().ifPresent(address -> {
                    LiveObject other = pinned.put(address, service);
                    if (other != null
                            && Sharing.of(MetalLb.CRD, service.body())
                                    .refusal(Sharing.of(MetalLb.CRD, other.body()))
                                    .isPresent()
                            && world.codes().isEmpty()) {
                        throw new AssertionError(service.ref() + " and " + other + " both ask for " + address);
                    }
                }));
    }

    /** Everything of Fairlead's is in its inventory, and of a tier that is in force. */
    private static void nothingIsLeftBehind(LoopWorld world, List<LiveObject> ours) {
        Ledger ledger = LedgerRecovery.read(world.cluster.observed(), "module");
        Set<TierId> tiers = Parts.lastGood(ledger).apps().values().stream()
                .flatMap(app -> app.value().tiers().values().stream())
                .map(tier -> tier.id())
                .collect(Collectors.toSet());
        for (LiveObject object : ours) {
            boolean known = ledger.inventory().containsKey(object.ref())
                    && object.tier().filter(tier -> !tiers.contains(tier)).isEmpty();
            if (!known) {
                throw new AssertionError(object.ref() + " is left behind; in force are " + tiers);
            }
        }
    }
}
