package io.fairlead.network.pools;

import io.fairlead.model.Advertise;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.model.Code;
import io.fairlead.model.Feature;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.network.LivePool;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.Paths;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds settings of the desired network part that the load balancer does not support. */
public final class FeatureChecks {

    /** For each feature, the paths of the settings that need it. */
    private static final Map<Feature, Function<NetworkInput, Stream<String>>> ASKED = Map.of(
            Feature.SEVERAL_POOLS, FeatureChecks::severalPools,
            Feature.L2,
                    input -> pools(input, "advertise", pool -> pool.advertise().isL2()),
            Feature.BGP,
                    input -> pools(input, "advertise", pool -> pool.advertise().isBgp()),
            Feature.ADVERTISE_BOTH_OR_NONE, input -> pools(input, "advertise", FeatureChecks::isBothOrNone),
            Feature.INTERFACES,
                    input -> pools(
                            input, "interfaces", pool -> !pool.interfaces().isEmpty()),
            Feature.NODES, input -> pools(input, "nodes", pool -> !pool.nodes().isEmpty()),
            Feature.DRAINING, FeatureChecks::draining,
            Feature.FLAGS_OF_ADOPTED, FeatureChecks::otherFlags,
            Feature.BGP_PASSWORD,
                    input -> peers(
                            input,
                            "passwordSecret",
                            peer -> peer.passwordSecret().isPresent()),
            Feature.BFD, input -> peers(input, "bfd", BgpPeer::bfd));

    private FeatureChecks() {}

    /** A problem for each unsupported setting; none if Fairlead does not write pools. */
    public static List<Problem> check(NetworkInput input) {
        if (!input.writesPools()) {
            return List.of();
        }
        return input.observed().loadBalancer().lacks().entrySet().stream()
                .flatMap(lack -> ASKED.getOrDefault(lack.getKey(), nobody -> Stream.empty())
                        .apply(input)
                        .map(path -> new Problem(path, Code.UnsupportedSetting, lack.getValue())))
                .toList();
    }

    private static Stream<String> pools(NetworkInput input, String key, Predicate<Pool> asks) {
        return input.wanted().pools().values().stream().filter(asks).map(pool -> Paths.pool(pool.id()) + "." + key);
    }

    private static Stream<String> peers(NetworkInput input, String key, Predicate<BgpPeer> asks) {
        return input.bgp().map(Bgp::peers).stream()
                .flatMap(peers -> peers.values().stream())
                .filter(asks)
                .map(peer -> Paths.bgpPeer(peer.id()) + "." + key);
    }

    private static boolean isBothOrNone(Pool pool) {
        return pool.advertise() == Advertise.BOTH || pool.advertise() == Advertise.NONE;
    }

    private static Stream<String> severalPools(NetworkInput input) {
        return input.wanted().pools().size() > 1 ? Stream.of(Paths.POOLS) : Stream.empty();
    }

    private static Stream<String> draining(NetworkInput input) {
        return input.wanted().policy().onShrink() == OnShrink.REFUSE
                ? Stream.empty()
                : Stream.of("network.services.onShrink");
    }

    private static Stream<String> otherFlags(NetworkInput input) {
        LivePools live = LivePools.of(input);
        return input.wanted().pools().values().stream()
                .filter(pool -> live.find(pool.id())
                        .filter(has -> !has.own())
                        .map(LivePool::pool)
                        .filter(has ->
                                has.autoAssign() != pool.autoAssign() || has.avoidsBuggyIps() != pool.avoidBuggyIps())
                        .isPresent())
                .map(pool -> Paths.pool(pool.id()));
    }
}
