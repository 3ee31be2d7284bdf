package io.fairlead.cli;

import io.fairlead.kube.KubeOptions;
import io.fairlead.plan.target.Scope;

/**
 * A module in a cluster.
 *
 * @param kube how the cluster is reached
 * @param scope where in it the module works
 */
public record Installation(KubeOptions kube, Scope scope) {}
