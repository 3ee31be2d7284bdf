package io.fairlead.plan;

/**
 * Where in the cluster the module works.
 *
 * @param appsNamespace the namespace of the apps
 * @param moduleNamespace the namespace of the ledger
 * @param metalLbNamespace the namespace where MetalLB looks for its objects
 */
public record Scope(String appsNamespace, String moduleNamespace, String metalLbNamespace) {}
