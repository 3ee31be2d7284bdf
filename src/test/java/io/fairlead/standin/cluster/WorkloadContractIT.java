package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;

/** The real ones keep the contract of the deployment and endpoint slice controllers: without this the contract would be a guess. */
@NeedsRig
class WorkloadContractIT extends WorkloadContract {
    WorkloadContractIT() {
        super(ContractCluster.rig());
    }
}
