package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;

/** The real ones keep the contract of an API server: without this the contract would be a guess. */
@NeedsRig
class ApiServerContractIT extends ApiServerContract {
    ApiServerContractIT() {
        super(ContractCluster.rig());
    }
}
