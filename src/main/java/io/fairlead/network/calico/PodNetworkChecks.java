package io.fairlead.network.calico;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.PodNetwork;
import io.fairlead.model.Problem;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NodeIps;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that must pass before the pod network changes. A problem with the desired CIDR refuses the network part. */
public final class PodNetworkChecks {

    /** The path of the pod network in the desired properties. */
    static final String PATH = "network.pods.cidr";

    private static final ObjectRef OPERATOR = ObjectRef.namespace("tigera-operator");

    private PodNetworkChecks() {}

    /** Every reason to refuse a CIDR that pods are to move to; empty once its IPPool exists. */
    public static List<Problem> check(NetworkInput input) {
        return input.wanted().pods().filter(PodNetwork::apply).stream()
                .map(PodNetwork::cidr)
                .flatMap(cidr -> unfit(input, cidr).stream())
                .sorted()
                .toList();
    }

    /** Every reason why pods cannot move to {@code cidr}, whatever the cluster's state. */
    static List<Problem> unfit(NetworkInput input, AddressRange cidr) {
        List<IpPool> pools = IpPool.of(input.observed(), cidr.first().isIpv4());
        boolean isThere = pools.stream().anyMatch(pool -> pool.cidr().equals(cidr));
        boolean unknown = input.observed().access(Area.PODS) == Access.NONE;
        if (isThere || unknown) {
            return List.of();
        }
        if (pools.isEmpty()) {
            return List.of(problem(
                    Code.OutOfRange,
                    "no IPPool of Calico has " + (cidr.first().isIpv4() ? "IPv4" : "IPv6")
                            + " addresses, so that pods have none that could change; leave it out"));
        }
        return Stream.of(outsideCluster(input, cidr), overlaps(input, cidr), tooSmall(input, cidr, pools.get(0)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Problem> outsideCluster(NetworkInput input, AddressRange cidr) {
        List<ClusterCidr> known = ClusterCidr.of(input.observed());
        if (known.isEmpty()) {
            return List.of(problem(
                    Code.OutOfRange,
                    "the cluster's own pod network is not known, in which " + cidr.cidr()
                            + " must lie: no ConfigMap kubeadm-config or kube-proxy in kube-system that the module may"
                            + " read says it; apply " + Area.PODS.file() + ", or set change to plan"));
        }
        return known.stream()
                .filter(said -> !said.admits(cidr))
                .map(said -> problem(
                        Code.OutOfRange,
                        cidr.cidr() + " lies outside the cluster's pod network "
                                + String.join(
                                        ", ",
                                        said.networks().stream()
                                                .map(AddressRange::cidr)
                                                .toList())
                                + " (" + said.source() + "), which cannot change; choose a CIDR in it"))
                .toList();
    }

    private static List<Problem> overlaps(NetworkInput input, AddressRange cidr) {
        AddressSet set = new AddressSet(List.of(cidr));
        List<Problem> problems = new ArrayList<>();
        IpPool.all(input.observed())
                .filter(pool -> pool.cidr().overlaps(cidr))
                .forEach(pool -> problems.add(overlap(cidr, pool.toString())));
        input.observed().stream("Node")
                .forEach(node -> NodeIps.of(node)
                        .filter(cidr::contains)
                        .forEach(address -> problems.add(overlap(cidr, node.ref() + " (" + address + ")"))));
        LivePools.of(input).all().stream()
                .filter(pool -> pool.addresses().overlaps(set))
                .forEach(pool -> problems.add(overlap(cidr, pool.object().ref() + " (" + pool.addresses() + ")")));
        input.observed().stream("Service")
                .forEach(service -> Stream.concat(
                                service.ingress().stream(),
                                service.body().texts("spec", "clusterIPs").stream()
                                        .flatMap(text -> Address.parse(text).stream()))
                        .filter(cidr::contains)
                        .limit(1)
                        .forEach(address -> problems.add(overlap(cidr, service.ref() + " (" + address + ")"))));
        return problems;
    }

    private static Problem overlap(AddressRange cidr, String whose) {
        return problem(Code.Overlap, cidr.cidr() + " overlaps " + whose + "; choose a CIDR apart from it");
    }

    /** Each node takes a block of its own, and another one when its pods have filled it. */
    private static List<Problem> tooSmall(NetworkInput input, AddressRange cidr, IpPool old) {
        int spare = old.blockPrefix() - cidr.prefix().orElse(0);
        if (spare < 0) {
            return List.of(problem(
                    Code.OutOfRange,
                    cidr.cidr() + " is smaller than one block of Calico's (/" + old.blockPrefix() + ", as in " + old
                            + "); choose a larger one"));
        }
        BigInteger blocks = BigInteger.ONE.shiftLeft(spare);
        BigInteger ofBlock = BigInteger.ONE.shiftLeft((cidr.first().isIpv4() ? 32 : 128) - old.blockPrefix());
        long nodes = input.observed().stream("Node").count();
        long pods = PodAddresses.of(input.observed(), old.cidr()).pods().size();
        BigInteger needed =
                BigInteger.valueOf(nodes).add(BigInteger.valueOf(pods).divide(ofBlock));
        return blocks.compareTo(needed) >= 0
                ? List.of()
                : List.of(problem(
                        Code.OutOfRange,
                        cidr.cidr() + " has " + blocks + " blocks of " + ofBlock + " addresses for " + nodes
                                + " nodes and " + pods + " pods, which need " + needed + "; choose a larger one"));
    }

    /** The facts of the cluster that stop the move of pods out of {@code pools} from beginning. */
    static List<String> obstacles(NetworkInput input, List<IpPool> pools) {
        List<String> obstacles = new ArrayList<>();
        if (input.observed().find(OPERATOR).isPresent()) {
            obstacles.add("Calico is installed by the Tigera operator, which would restore its IPPools; change"
                    + " spec.calicoNetwork.ipPools of its Installation instead");
        }
        pools.forEach(pool -> pool.manager()
                .ifPresent(manager -> obstacles.add(
                        pool + " is managed by " + manager + ", which would restore it; change it there")));
        if (pools.size() != 1) {
            obstacles.add("pods have addresses of " + pools.size() + " IPPools ("
                    + String.join(", ", pools.stream().map(IpPool::toString).toList())
                    + "), of which Fairlead would not choose one; move them to one of them by hand");
        }
        pools.forEach(pool -> Optional.of(
                        PodAddresses.of(input.observed(), pool.cidr()).barePods())
                .filter(bare -> !bare.isEmpty())
                .ifPresent(bare -> obstacles.add(PodNetworkPlanner.named(bare)
                        + " belong to no controller, so that nothing would recreate them; delete them")));
        return obstacles;
    }

    static Problem problem(Code code, String message) {
        return new Problem(PATH, code, message);
    }
}
