package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;

/** The real ones keep the contract of MetalLB's controller: without this the contract would be a guess. */
@NeedsRig
class LoadBalancerContractIT extends LoadBalancerObjectsContract {
    LoadBalancerContractIT() {
        super(ContractCluster.rig());
    }
}
