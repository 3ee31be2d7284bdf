package io.fairlead.plan.target;

import io.fairlead.model.App;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The namespaces that the module works in, and limits for apps. These are settings of the module; the twin cannot
 * change them.
 *
 * @param appsNamespace the namespace of apps that name none
 * @param moreNamespaces the other namespaces that an app may name
 * @param moduleNamespace the namespace of the ledger
 * @param metalLbNamespace the namespace of MetalLB's objects
 * @param registries the registries that images may come from
 * @param forwards whether zones may be forwarded to DNS servers outside the cluster
 */
public record Scope(
        String appsNamespace,
        Set<String> moreNamespaces,
        String moduleNamespace,
        String metalLbNamespace,
        Registries registries,
        boolean forwards) {

    /** A scope in which zones may be forwarded. */
    public Scope(
            String appsNamespace,
            Set<String> moreNamespaces,
            String moduleNamespace,
            String metalLbNamespace,
            Registries registries) {
        this(appsNamespace, moreNamespaces, moduleNamespace, metalLbNamespace, registries, true);
    }

    /** Copies the namespaces. */
    public Scope {
        moreNamespaces = Set.copyOf(moreNamespaces);
    }

    /** All namespaces that apps may be in. */
    public SortedSet<String> namespaces() {
        SortedSet<String> all = new TreeSet<>(moreNamespaces);
        all.add(appsNamespace);
        return Collections.unmodifiableSortedSet(all);
    }

    /** Whether {@code namespace} is the module's own or MetalLB's, where no app may be. */
    public boolean isTheModules(String namespace) {
        return namespace.equals(moduleNamespace) || namespace.equals(metalLbNamespace);
    }

    /** The namespace of {@code app}, even if it is not allowed. */
    public String namespace(App app) {
        return app.namespace().orElse(appsNamespace);
    }
}
