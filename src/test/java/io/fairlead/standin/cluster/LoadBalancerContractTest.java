package io.fairlead.standin.cluster;

/** The stand-in keeps the contract of MetalLB's controller. */
class LoadBalancerContractTest extends LoadBalancerObjectsContract {
    LoadBalancerContractTest() {
        super(ContractCluster.standIn());
    }
}
