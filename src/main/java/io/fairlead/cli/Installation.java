package io.fairlead.cli;

import io.fairlead.kube.KubeOptions;
import io.fairlead.plan.target.Scope;

/**
 * A module in a cluster.
 *
 * @param kube how to reach the cluster
 * @param scope the namespaces and limits that the module works in
 */
public record Installation(KubeOptions kube, Scope scope) {}
