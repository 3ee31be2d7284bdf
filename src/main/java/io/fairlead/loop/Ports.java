package io.fairlead.loop;

/**
 * What the loop stands between.
 *
 * @param twin where the desired properties come from
 * @param cluster the cluster that they are for
 * @param reporter where it tells what is true
 */
public record Ports(TwinSource twin, Cluster cluster, Reporter reporter) {}
