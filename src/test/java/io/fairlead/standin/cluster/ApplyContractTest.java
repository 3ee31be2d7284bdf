package io.fairlead.standin.cluster;

/** The stand-in keeps the contract of server-side apply. */
class ApplyContractTest extends ApplyContract {
    ApplyContractTest() {
        super(ContractCluster.standIn());
    }
}
