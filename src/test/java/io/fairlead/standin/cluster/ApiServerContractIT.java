package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import org.junit.jupiter.api.AfterEach;

/** A real API server behaves as the contract asks: without this the stand-in's contract would be a guess. */
@NeedsRig
class ApiServerContractIT extends ApiServerContract {
    private final RigCluster rig = RigCluster.shared();
    private final RawApi api = RawApi.of(rig.adminKubeconfig());
    private final String namespace = rig.createNamespace("contract");

    @AfterEach
    void cleanUp() {
        api.close();
        rig.deleteNamespace(namespace);
    }

    @Override
    RawApi api() {
        return api;
    }

    @Override
    String namespace() {
        return namespace;
    }
}
