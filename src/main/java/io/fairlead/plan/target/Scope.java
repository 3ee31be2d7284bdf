package io.fairlead.plan.target;

import io.fairlead.model.App;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the module works and what apps may be, as its own settings say. The twin cannot change it.
 *
 * @param appsNamespace the namespace of the apps that name none
 * @param moreNamespaces the other namespaces that an app may name
 * @param moduleNamespace the namespace of the ledger
 * @param metalLbNamespace the namespace where MetalLB looks for its objects
 * @param registries where images may come from
 * @param forwards whether zones may be forwarded to DNS servers outside the cluster
 */
public record Scope(
        String appsNamespace,
        Set<String> moreNamespaces,
        String moduleNamespace,
        String metalLbNamespace,
        Registries registries,
        boolean forwards) {

    /** One in which zones may be forwarded. */
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

    /** All namespaces where apps may be. */
    public SortedSet<String> namespaces() {
        SortedSet<String> all = new TreeSet<>(moreNamespaces);
        all.add(appsNamespace);
        return Collections.unmodifiableSortedSet(all);
    }

    /** Whether {@code namespace} is the module's own or MetalLB's, where no app may be. */
    public boolean isTheModules(String namespace) {
        return namespace.equals(moduleNamespace) || namespace.equals(metalLbNamespace);
    }

    /** The namespace of {@code app}, also of one that may not be there. */
    public String namespace(App app) {
        return app.namespace().orElse(appsNamespace);
    }
}
