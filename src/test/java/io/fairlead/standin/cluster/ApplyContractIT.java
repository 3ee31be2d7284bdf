package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;

/** The real ones keep the contract of server-side apply: without this the contract would be a guess. */
@NeedsRig
class ApplyContractIT extends ApplyContract {
    ApplyContractIT() {
        super(ContractCluster.rig());
    }
}
