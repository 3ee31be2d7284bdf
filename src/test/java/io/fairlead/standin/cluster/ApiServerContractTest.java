package io.fairlead.standin.cluster;

/** The stand-in keeps the contract of an API server. */
class ApiServerContractTest extends ApiServerContract {
    ApiServerContractTest() {
        super(ContractCluster.standIn());
    }
}
