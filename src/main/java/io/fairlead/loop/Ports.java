package io.fairlead.loop;

/**
 * What the loop stands between.
 *
 * @param twin where the desired properties come from
 * @param cluster the cluster that they are for
 * @param reporter where it tells what is true
 * @param requests what direct methods ask of it
 */
public record Ports(TwinSource twin, Cluster cluster, Reporter reporter, Requests requests) {

    /** Ports of a loop of which no direct method asks anything. */
    public Ports(TwinSource twin, Cluster cluster, Reporter reporter) {
        this(twin, cluster, reporter, new Requests(() -> {}));
    }
}
