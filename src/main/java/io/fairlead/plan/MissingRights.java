package io.fairlead.plan;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Ledger;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The effects of missing rights, by area. An object that may not be read is unknown, not absent.
 *
 * @param observed the cluster, with the rights
 * @param scope the namespaces of the apps and of MetalLB
 */
record MissingRights(Observed observed, Scope scope) {

    /** Whether the module can see that an object of the inventory is gone. */
    static Predicate<ObjectRef> readable(Observed observed) {
        boolean served = observed.loadBalancer().hasPools();
        boolean pools = served && observed.access(Area.POOLS) != Access.NONE;
        boolean bgp = served && observed.access(Area.BGP) != Access.NONE;
        boolean pods = observed.access(Area.PODS) != Access.NONE;
        boolean services = observed.access(Area.SERVICES) != Access.NONE;
        return ref -> {
            if (NetworkObjects.isIpPool(ref)) {
                return pods;
            }
            Optional<Area> area = Balancers.area(ref);
            if (area.isPresent()) {
                return area.get() == Area.BGP ? bgp : pools;
            }
            return isOfDns(ref) ? services : observed.apps(ref.namespace()) != Access.NONE;
        };
    }

    /** Whether an object outside the network planners may be deleted. */
    static Predicate<ObjectRef> writable(Observed observed) {
        boolean dns = observed.access(Area.DNS) == Access.WRITE;
        return ref -> isOfDns(ref) ? dns : observed.apps(ref.namespace()) == Access.WRITE;
    }

    /** The DNS Services are the only objects of the inventory in a system namespace. */
    private static boolean isOfDns(ObjectRef ref) {
        return ref.namespace().equals(ClusterDns.NAMESPACE);
    }

    /** One problem for each area that the desired parts need. The network planners report those of pools and BGP. */
    List<Problem> problems(Parts wanted, Ledger ledger) {
        List<Problem> problems = new ArrayList<>();
        Network network = wanted.networkOrNone();
        if (!network.pools().isEmpty()) {
            pools(problems);
        }
        boolean checksNodes = network.nodeRange().isPresent();
        if (observed.access(Area.NODES) == Access.NONE
                && (checksNodes || !network.pools().isEmpty())) {
            problems.add(denied(
                    checksNodes ? "network.nodes.range" : "network.nodes",
                    "read Nodes, so that neither their addresses nor which of them announce can be checked",
                    Area.NODES));
        }
        namespaces(wanted, ledger).forEach(namespace -> apps(namespace).ifPresent(problems::add));
        return problems;
    }

    private void pools(List<Problem> problems) {
        if (!observed.loadBalancer().isPresent()) {
            problems.add(noLoadBalancer());
        }
        if (observed.access(Area.SERVICES) == Access.NONE) {
            problems.add(denied(
                    "network.services",
                    "read the Services of all namespaces, so that it is not known which addresses are in use: pools give"
                            + " none up",
                    Area.SERVICES));
        }
    }

    /** If MetalLB serves no kinds of its own, only its ConfigMap shows that it is installed. */
    private Problem noLoadBalancer() {
        ObjectRef namespace = ObjectRef.namespace(scope.metalLbNamespace());
        String poolKind = observed.loadBalancer().poolKind();
        boolean mayBeThere = observed.access(Area.POOLS) == Access.NONE
                && observed.find(namespace).isPresent();
        return mayBeThere
                ? denied(
                        "network.services.pools",
                        "read the ConfigMap of a MetalLB before 0.13 in " + namespace + ", and the cluster serves no "
                                + poolKind,
                        Area.POOLS)
                : new Problem(
                        "network.services.pools",
                        Code.NoLoadBalancer,
                        "the cluster serves no " + poolKind + " of MetalLB, and no ConfigMap of it can be read; install"
                                + " MetalLB, or give the rights of " + Area.POOLS.file());
    }

    private Optional<Problem> apps(String namespace) {
        Access access = observed.apps(namespace);
        if (access == Access.WRITE) {
            return Optional.empty();
        }
        if (!scope.namespaces().contains(namespace)) {
            return Optional.of(new Problem(
                    Path.APPS.text(),
                    Code.ForbiddenSetting,
                    "apps are in namespace " + namespace
                            + ", which the module's setting FAIRLEAD_APPS_NAMESPACES does not name, so that they stay as they"
                            + " are; name it there"));
        }
        String how = access == Access.NONE ? "read" : "write";
        return Optional.of(observed.obstacle(
                Path.APPS.text(),
                Area.APPS,
                how + " all that apps consist of in namespace " + namespace + ", so that they stay as they are"));
    }

    /** The namespaces in which apps are desired or still have objects. */
    private SortedSet<String> namespaces(Parts wanted, Ledger ledger) {
        SortedSet<String> namespaces = new TreeSet<>();
        wanted.apps().values().forEach(app -> namespaces.add(scope.namespace(app.value())));
        ledger.inventory().keySet().stream()
                .filter(ref -> !Balancers.isOfNetwork(ref) && !isOfDns(ref))
                .forEach(ref -> namespaces.add(ref.namespace()));
        return namespaces;
    }

    private Problem denied(String path, String what, Area area) {
        return observed.obstacle(path, area, what);
    }
}
