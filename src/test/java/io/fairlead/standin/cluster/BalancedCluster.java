package io.fairlead.standin.cluster;

/** A cluster with MetalLB, as far as addresses go. Its Services are those of one test. */
public interface BalancedCluster {

    /** The namespace of the Services. */
    String namespace();

    /**
     * Creates a pool or changes it.
     *
     * @param more further members of its spec in JSON, each with a comma after it
     */
    void pool(String name, String addresses, String more);

    /** Removes a pool. */
    void removePool(String name);

    /**
     * Creates a Service of type LoadBalancer, or changes it.
     *
     * @param annotations members of its annotations in JSON
     */
    void service(String name, int port, String annotations);

    /** Removes a Service. */
    void removeService(String name);

    /** Makes a Service one of type ClusterIP. */
    void toClusterIp(String name);

    /** The Service has this address, or none where it is empty; at the latest after a while. */
    void awaitAddress(String name, String address);

    /** The Service gets no address, for this reason. */
    void awaitRefusal(String name, String reason);

    /** The address that a Service has, or nothing. */
    String address(String name);

    /** Removes the Services and all pools. */
    void close();
}
