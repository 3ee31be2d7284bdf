package io.fairlead.loop;

/**
 * The ports of the loop to the outside.
 *
 * @param twin the source of the desired properties
 * @param cluster the cluster
 * @param reporter the receiver of reports
 * @param requests the requests from direct methods
 */
public record Ports(TwinSource twin, Cluster cluster, Reporter reporter, Requests requests) {

    /** Ports without direct methods. */
    public Ports(TwinSource twin, Cluster cluster, Reporter reporter) {
        this(twin, cluster, reporter, new Requests(() -> {}));
    }
}
