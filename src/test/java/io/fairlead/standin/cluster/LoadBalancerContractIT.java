package io.fairlead.standin.cluster;

import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import org.junit.jupiter.api.BeforeAll;

/** The real ones keep the contract of MetalLB's controller: without this the contract would be a guess. */
@NeedsRig
class LoadBalancerContractIT extends LoadBalancerContract {
    LoadBalancerContractIT() {
        super(ContractCluster.rig());
    }

    /** Other tests stop the API server; MetalLB's own watches come back from that with a back-off of a minute and more. */
    @BeforeAll
    static void restartMetalLb() {
        RigCluster.shared().metalLb().restart();
    }
}
