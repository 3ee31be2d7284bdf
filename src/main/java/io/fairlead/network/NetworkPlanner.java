package io.fairlead.network;

import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import java.util.function.BiPredicate;

/** Joins what the concerns of the network part want done. */
public final class NetworkPlanner {

    private NetworkPlanner() {}

    /**
     * The steps towards the wanted network part, which must have passed {@link PoolChecks}.
     *
     * @param differs whether a live object differs from its manifest
     */
    public static NetworkDecision plan(NetworkInput input, BiPredicate<Manifest, LiveObject> differs) {
        return PoolPlanner.plan(input, differs);
    }
}
