package io.fairlead.network.calico;

import io.fairlead.address.AddressRange;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.PodNetwork;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NetworkObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Moves pods from one IPPool of Calico to another, one step per cycle. It creates the new pool, disables the old one,
 * restarts Fairlead's own Deployments one at a time, and deletes the old pool when no pod and no block is left in it.
 * If the twin no longer wants the move before that, the same steps run in the other direction.
 *
 * @see <a href="https://docs.tigera.io/calico/latest/networking/ipam/migrate-pools">Migrate from one IP pool to
 *      another</a>
 */
public final class PodNetworkPlanner {

    /**
     * Annotation of a pod template: the network for which the pods were restarted. Changing it restarts the pods, as
     * {@code kubectl rollout restart} does.
     */
    private static final String RESTARTED = "fairlead.io/pods-network";

    private static final int MOST_NAMED = 5;

    private final NetworkInput input;

    private PodNetworkPlanner(NetworkInput input) {
        this.input = input;
    }

    /** The next step towards the desired pod network, which must have passed {@link PodNetworkChecks}. */
    public static AreaPlan plan(NetworkInput input) {
        return new PodNetworkPlanner(input).plan();
    }

    private AreaPlan plan() {
        Optional<PodMove> begun = PodMove.remembered(input.ledger());
        Optional<PodNetwork> wanted = input.wanted().pods();
        boolean acts = begun.isPresent() || wanted.filter(PodNetwork::apply).isPresent();
        if (input.observed().access(Area.PODS) == Access.NONE) {
            return acts
                    ? stays(
                            begun,
                            noRights("see Calico's IPPools, its blocks and all pods, or the cluster has no"
                                    + " Calico that keeps IPPools in the Kubernetes API"))
                    : AreaPlan.NOTHING;
        }
        AreaPlan next = begun.flatMap(this::move)
                .orElseGet(() -> wanted.map(this::compare).orElse(AreaPlan.NOTHING));
        boolean mayWrite = input.observed().access(Area.PODS) == Access.WRITE
                && input.observed().access(Area.APPS) == Access.WRITE;
        return next.steps().isEmpty() || mayWrite
                ? next
                : stays(begun, noRights("change Calico's IPPools and restart Deployments"));
    }

    /** Does nothing and keeps the journal. */
    private static AreaPlan stays(Optional<PodMove> begun, Problem why) {
        return new AreaPlan(
                new TreeMap<>(),
                Set.of(),
                List.of(why),
                begun.map(PodMove::journal).orElseGet(TreeMap::new),
                true);
    }

    private static Problem noRights(String what) {
        return new Problem(
                PodNetworkChecks.PATH,
                Code.NoRights,
                "the module may not " + what + "; apply " + Area.PODS.file() + ", or set change to plan");
    }

    private AreaPlan compare(PodNetwork wanted) {
        List<IpPool> pools = IpPool.of(input.observed(), wanted.cidr().first().isIpv4());
        boolean isSame = pools.size() == 1 && pools.get(0).cidr().equals(wanted.cidr());
        if (pools.isEmpty() || isSame) {
            return AreaPlan.NOTHING;
        }
        List<String> obstacles = PodNetworkChecks.obstacles(input, pools);
        if (!wanted.apply()) {
            List<String> against = new ArrayList<>(obstacles);
            PodNetworkChecks.unfit(input, wanted.cidr()).forEach(problem -> against.add(problem.message()));
            return AreaPlan.of(List.of(differs(steps(pools, wanted.cidr()) + notYet(against))));
        }
        if (!obstacles.isEmpty()) {
            return stays(Optional.empty(), differs(where(pools) + notYet(obstacles)));
        }
        PodMove move = PodMove.begin(pools.get(0), wanted.cidr());
        return moving(move, List.of(make(pools.get(0), wanted.cidr())), List.of());
    }

    private static String where(List<IpPool> pools) {
        return "pods have addresses of " + pools.stream().map(IpPool::toString).collect(Collectors.joining(", "));
    }

    private static String notYet(List<String> obstacles) {
        return obstacles.isEmpty() ? "" : "; it would not begin: " + String.join("; ", obstacles);
    }

    /** The steps that apply would run, in order. */
    private String steps(List<IpPool> pools, AddressRange cidr) {
        String old = pools.stream().map(pool -> pool.ref().name()).collect(Collectors.joining(", "));
        List<LiveObject> foreign = new ArrayList<>();
        Set<ObjectRef> deployments = new HashSet<>();
        for (IpPool pool : pools) {
            PodAddresses addresses = PodAddresses.of(input.observed(), pool.cidr());
            foreign.addAll(addresses.foreignPods());
            addresses.deployments().forEach(deployment -> deployments.add(deployment.ref()));
        }
        return where(pools) + "; change: apply would create "
                + IpPool.ref(cidr) + " (" + cidr.cidr() + "), disable " + old
                + (deployments.isEmpty() ? "" : ", restart " + names(deployments) + " one at a time")
                + (foreign.isEmpty() ? "" : ", wait until " + named(foreign) + " are restarted by their owners")
                + ", and delete " + old + " when no pod and no block is left in it";
    }

    private static String names(Set<ObjectRef> refs) {
        return refs.stream().sorted().map(ObjectRef::toString).collect(Collectors.joining(", "));
    }

    /** The names of the objects; if there are many, the first ones and the number of the others. */
    static String named(List<LiveObject> objects) {
        return first(
                objects.stream().map(object -> object.ref().toString()).sorted().toList());
    }

    private static String first(List<String> all) {
        int more = all.size() - MOST_NAMED;
        return String.join(", ", more > 0 ? all.subList(0, MOST_NAMED) : all)
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** The next step of a move that has begun; empty when it is over. */
    private Optional<AreaPlan> move(PodMove move) {
        List<IpPool> pools = IpPool.of(input.observed(), move.cidr().first().isIpv4());
        Optional<IpPool> old = move.oldPool(pools);
        Optional<IpPool> made = move.newPool(pools);
        if (old.isEmpty()) {
            return Optional.empty();
        }
        if (move.isWanted(input.wanted().pods())) {
            return Optional.of(
                    made.isPresent()
                            ? move(move, old.get(), made.get())
                            : moving(move, List.of(make(old.get(), move.cidr())), List.of()));
        }
        if (made.isPresent()) {
            return Optional.of(move(move, made.get(), old.get()));
        }
        return old.get().isDisabled()
                ? Optional.of(moving(move, List.of(old.get().setDisabled(false)), List.of()))
                : Optional.empty();
    }

    private static Step make(IpPool like, AddressRange cidr) {
        return new Step.Apply(like.movedTo(cidr), false, NetworkObjects.PODS_PART, "new network of pods");
    }

    private AreaPlan move(PodMove move, IpPool from, IpPool to) {
        if (to.object().isTerminating()) {
            return waiting(move, to + " is being deleted");
        }
        if (to.isDisabled()) {
            return moving(move, List.of(to.setDisabled(false)), List.of());
        }
        if (!from.isDisabled()) {
            return moving(move, List.of(from.setDisabled(true)), List.of());
        }
        PodAddresses left = PodAddresses.of(input.observed(), from.cidr());
        if (!left.deployments().isEmpty()) {
            return restart(move, left, to);
        }
        if (!left.pods().isEmpty()) {
            return waiting(
                    move,
                    named(left.pods()) + " still have addresses of " + from
                            + ", which Fairlead does not restart; their owners must");
        }
        if (!left.starting().isEmpty()) {
            return waiting(move, named(left.starting()) + " may be about to get an address of " + from);
        }
        if (!left.blocks().isEmpty()) {
            return waiting(
                    move,
                    "Calico still has " + first(left.blocks()) + " of " + from
                            + "; it releases them when it finds them empty; calicoctl ipam check shows what holds them");
        }
        if (from.object().isTerminating()) {
            return waiting(move, from + " is being deleted");
        }
        return moving(
                move,
                List.of(new Step.Delete(
                        from.ref(), from.object().uid(), NetworkObjects.PODS_PART, "no pod has an address of it")),
                List.of());
    }

    /**
     * Restarts one Deployment at a time. The next one waits until all before it are up with addresses of the other
     * pool.
     */
    private AreaPlan restart(PodMove move, PodAddresses left, IpPool to) {
        List<LiveObject> late = input.observed().stream("Deployment")
                .filter(deployment -> !restarted(deployment).isEmpty() && !isUp(deployment))
                .toList();
        if (!late.isEmpty()) {
            return late.stream().anyMatch(PodNetworkPlanner::isStuck)
                    ? waiting(move, named(late) + " must be up again before another is restarted")
                    : moving(move, List.of(), List.of());
        }
        List<LiveObject> next = left.deployments().stream()
                .filter(PodNetworkPlanner::isUp)
                .filter(deployment -> left.pods(deployment).stream().anyMatch(pod -> isLatest(pod, deployment)))
                .toList();
        if (!next.isEmpty()) {
            return moving(move, List.of(restart(next.get(0), to)), List.of());
        }
        List<LiveObject> down = left.deployments().stream()
                .filter(deployment -> !isUp(deployment))
                .toList();
        return down.isEmpty()
                ? moving(move, List.of(), List.of()) // Their last old pods are about to end.
                : waiting(move, named(down) + " must be up before it is restarted");
    }

    private static Step restart(LiveObject deployment, IpPool to) {
        String value = to.cidr().cidr() + "@"
                + deployment.body().number("metadata", "generation").orElse(0L);
        return new Step.Patch(
                deployment.ref(),
                deployment.resourceVersion(),
                new Fields(Map.of(
                        "spec",
                        Map.of("template", Map.of("metadata", Map.of("annotations", Map.of(RESTARTED, value)))))),
                NetworkObjects.PODS_PART,
                "its pods get addresses of the new network");
    }

    private static String restarted(LiveObject deployment) {
        return deployment
                .body()
                .text("spec", "template", "metadata", "annotations", RESTARTED)
                .orElse("");
    }

    /** Whether a pod is of the Deployment's current template. An older pod goes away by itself. */
    private static boolean isLatest(LiveObject pod, LiveObject deployment) {
        return !pod.isTerminating() && pod.annotation(RESTARTED).orElse("").equals(restarted(deployment));
    }

    /** Whether the last rollout is complete and all pods are available, as {@code kubectl rollout status} decides. */
    private static boolean isUp(LiveObject deployment) {
        Fields body = deployment.body();
        long wanted = body.number("spec", "replicas").orElse(1L);
        return body.number("status", "observedGeneration").equals(body.number("metadata", "generation"))
                && List.of("replicas", "updatedReplicas", "availableReplicas").stream()
                        .allMatch(key -> body.number("status", key).orElse(0L) == wanted);
    }

    /** Whether the rollout exceeded its progress deadline. */
    private static boolean isStuck(LiveObject deployment) {
        return deployment.body().each("status", "conditions").stream()
                .anyMatch(condition -> condition.text("reason").equals(Optional.of("ProgressDeadlineExceeded")));
    }

    private AreaPlan waiting(PodMove move, String what) {
        boolean forth = move.isWanted(input.wanted().pods());
        return moving(
                move,
                List.of(),
                List.of(differs("pods move " + (forth ? "to " : "back from ")
                        + move.cidr().cidr() + ": " + what)));
    }

    private static AreaPlan moving(PodMove move, List<Step> steps, List<Problem> problems) {
        SortedMap<Stage, List<Step>> stages = new TreeMap<>();
        if (!steps.isEmpty()) {
            stages.put(Stage.PODS, steps);
        }
        return new AreaPlan(stages, Set.of(IpPool.ref(move.cidr())), problems, move.journal(), true);
    }

    private static Problem differs(String message) {
        return PodNetworkChecks.problem(Code.PodCidrDiffers, message);
    }
}
