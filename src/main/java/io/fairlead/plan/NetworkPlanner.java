package io.fairlead.plan;

import io.fairlead.model.Problem;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.bgp.BgpChecks;
import io.fairlead.network.bgp.BgpPlanner;
import io.fairlead.network.calico.PodNetworkChecks;
import io.fairlead.network.calico.PodNetworkPlanner;
import io.fairlead.network.coredns.DnsPlanner;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.network.pools.FeatureChecks;
import io.fairlead.network.pools.NodeChecks;
import io.fairlead.network.pools.PoolChecks;
import io.fairlead.network.pools.PoolPlanner;
import java.util.List;
import java.util.stream.Stream;

/** Combines the plans of all areas of the network part. */
final class NetworkPlanner {

    private NetworkPlanner() {}

    /** The steps towards the desired network part, which must have passed {@link #check}. */
    static NetworkDecision plan(NetworkInput input) {
        NetworkDecision pools = PoolPlanner.plan(input);
        NetworkDecision all = pools.and(BgpPlanner.plan(input, pools));
        return new NetworkDecision(all.pools(), all.draining(), ConfigMapRegime.write(all.areaPlan(), input))
                .and(AreaPlan.of(ConfigMapRegime.problems(input)))
                .and(AreaPlan.of(NodeChecks.problems(input)))
                .and(PodNetworkPlanner.plan(input))
                .and(DnsPlanner.plan(input));
    }

    /** Every reason in the cluster to refuse the desired network part; empty if it may come into force. */
    static List<Problem> check(NetworkInput input) {
        return Stream.of(
                        PoolChecks.check(input).stream(),
                        FeatureChecks.check(input).stream(),
                        BgpChecks.check(input).stream(),
                        PodNetworkChecks.check(input).stream())
                .flatMap(problems -> problems)
                .sorted()
                .toList();
    }
}
