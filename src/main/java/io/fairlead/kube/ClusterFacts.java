package io.fairlead.kube;

import io.fairlead.doctor.Facts;
import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import java.util.Optional;

/** Collects the facts about the cluster that {@code doctor} checks. */
final class ClusterFacts {

    private ClusterFacts() {}

    /** @param namespace the namespace of the ledger */
    static Facts.Cluster of(Observation seen, ApiClient api, String namespace) {
        return new Facts.Cluster(
                api.server(),
                api.unreadable(),
                seen instanceof Blind blind ? Optional.of(blind.problem()) : Optional.empty(),
                seen instanceof Seen readable ? Optional.of(readable.observed()) : Optional.empty(),
                api.credential(),
                api.clockAhead(),
                namespace);
    }
}
