package io.fairlead.standin.cluster;

/** The stand-in keeps the contract of the deployment and endpoint slice controllers. */
class WorkloadContractTest extends WorkloadContract {
    WorkloadContractTest() {
        super(ContractCluster.standIn());
    }
}
