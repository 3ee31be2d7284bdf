package io.fairlead.network.metallb;

import io.fairlead.model.Advertise;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.network.Concern;
import io.fairlead.network.LivePool;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.Paths;
import io.fairlead.ownership.FieldsV1;
import io.fairlead.yaml.StrictYaml.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * MetalLB before 0.13, which reads its pools from the text of a ConfigMap. Everything else sees and plans the objects of
 * later versions: {@link #view} shows the pools in the text as IPAddressPools and advertisements, and {@link #write} turns
 * the steps on those into one change of the text.
 *
 * <p>MetalLB refuses a text that leaves a Service's address in no pool, and says so to nobody but its log. It goes on with
 * what it read before, and takes the refused text, and the address away, when it restarts. Such a text can be told from
 * what the API shows: so Fairlead writes none, and puts an address of its own pools back that was given in between.
 */
public final class ConfigMapRegime {

    /** The ConfigMap in MetalLB's namespace, and its key. */
    public static final String NAME = "config";

    /** Under which the journal keeps the text before the last change. */
    static final String JOURNAL = "metallb-config";

    /** What stands in the text is Fairlead's from end to end. */
    private static final Fields OWN_FIELDS =
            FieldsV1.whole(new String[] {"metadata", "labels", Labels.MANAGED_BY.key()}, new String[] {"spec"});

    /** What somebody else typed may be taken over without a conflict: the text is one field. */
    private static final Fields TEXT_FIELDS = FieldsV1.whole(new String[] {"spec"});

    private ConfigMapRegime() {}

    /** The cluster with the pools of the text, where MetalLB reads one. */
    public static Observed view(Observed observed, String metalLbNamespace) {
        Optional<LiveObject> configMap = observed.find(ref(metalLbNamespace));
        if (observed.loadBalancer() != LoadBalancer.NONE || configMap.isEmpty()) {
            return observed;
        }
        SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>(observed.objects());
        LoadBalancer regime;
        try {
            MetalLbText text = read(configMap.get());
            Stream.concat(
                            text.pools().stream().flatMap(pool -> objects(configMap.get(), pool)),
                            text.peers().stream().map(peer -> object(configMap.get(), peer)))
                    .forEach(object -> objects.put(object.ref(), object));
            regime = LoadBalancer.METALLB_CONFIG_MAP;
        } catch (Refused e) {
            regime = LoadBalancer.METALLB_CONFIG_MAP_REFUSED;
        }
        return new Observed(
                objects,
                observed.rights(),
                observed.namespaces(),
                regime,
                observed.kubernetesVersion(),
                observed.names());
    }

    /** What stands in the way of any change of the text. */
    public static List<Problem> problems(NetworkInput input) {
        if (input.observed().loadBalancer() != LoadBalancer.METALLB_CONFIG_MAP_REFUSED) {
            return List.of();
        }
        ObjectRef ref = ref(input.metalLbNamespace());
        try {
            MetalLbText unused = read(input.observed().find(ref).orElseThrow());
            return List.of();
        } catch (Refused e) {
            return List.of(new Problem(
                    ref.toString(),
                    Code.Conflict,
                    e.getMessage()
                            + "; MetalLB takes nothing of such a text and has no pools after its next restart, and Fairlead"
                            + " writes nothing into it; correct it"));
        }
    }

    /** What the wanted pools ask for that this MetalLB cannot do. */
    public static Stream<Problem> unsupported(NetworkInput input) {
        if (input.observed().loadBalancer() != LoadBalancer.METALLB_CONFIG_MAP || !input.writesPools()) {
            return Stream.empty();
        }
        return Stream.of(otherFlags(input), unsupportedPeers(input), unsupportedPools(input))
                .flatMap(all -> all);
    }

    /** Of an item that is taken over the addresses alone are changed. */
    private static Stream<Problem> otherFlags(NetworkInput input) {
        return input.wanted().pools().values().stream()
                .flatMap(pool -> LivePool.find(input, pool.id()).stream()
                        .filter(live -> !live.own())
                        .map(live -> live.object().body())
                        .filter(body -> body.isTrue("spec", "autoAssign") != pool.autoAssign()
                                || body.isTrue("spec", "avoidBuggyIPs") != pool.avoidBuggyIps())
                        .map(body -> unsupported(
                                Paths.pool(pool.id()),
                                "of pool " + pool.id()
                                        + ", which Fairlead did not make, the addresses alone are taken over; give autoAssign"
                                        + " and avoidBuggyIPs as the text has them")));
    }

    private static Stream<Problem> unsupportedPeers(NetworkInput input) {
        return input.bgp().stream()
                .flatMap(bgp -> bgp.peers().values().stream())
                .flatMap(peer -> {
                    List<Problem> problems = new ArrayList<>();
                    String path = Paths.bgpPeer(peer.id());
                    if (peer.passwordSecret().isPresent()) {
                        problems.add(unsupported(
                                path + ".passwordSecret",
                                "a password would stand in it for everybody to read; leave it out, and give the router a"
                                        + " filter on the nodes' addresses"));
                    }
                    if (peer.bfd()) {
                        problems.add(
                                unsupported(
                                        path + ".bfd",
                                        "MetalLB before 0.12 refuses a text with BFD as a whole; leave it out, and use holdTime"));
                    }
                    return problems.stream();
                });
    }

    private static Stream<Problem> unsupportedPools(NetworkInput input) {
        return input.wanted().pools().values().stream().flatMap(pool -> {
            List<Problem> problems = new ArrayList<>();
            String path = Paths.pool(pool.id());
            if (pool.advertise() == Advertise.BOTH || pool.advertise() == Advertise.NONE) {
                problems.add(unsupported(path + ".advertise", "a pool is announced by l2 or by bgp"));
            }
            if (!pool.interfaces().isEmpty()) {
                problems.add(unsupported(path + ".interfaces", "it announces on every interface; leave it out"));
            }
            if (!pool.nodes().isEmpty()) {
                problems.add(unsupported(path + ".nodes", "every node announces; leave it out"));
            }
            return problems.stream();
        });
    }

    private static Problem unsupported(String path, String why) {
        return new Problem(
                path, Code.UnsupportedSetting, "this MetalLB is configured by a ConfigMap (before 0.13): " + why);
    }

    /** The same concern, its steps on pools and advertisements as one change of the text. */
    public static Concern write(Concern concern, NetworkInput input) {
        LoadBalancer regime = input.observed().loadBalancer();
        if (regime == LoadBalancer.METALLB_CRD || regime == LoadBalancer.METALLB_CRD_OLD) {
            return concern;
        }
        Optional<String> before = Optional.ofNullable(input.ledger().journal().get(JOURNAL));
        Concern kept = before.map(text -> concern.and(remembered(text))).orElse(concern);
        if (regime != LoadBalancer.METALLB_CONFIG_MAP || !input.writesPools()) {
            return kept;
        }
        LiveObject configMap =
                input.observed().find(ref(input.metalLbNamespace())).orElseThrow();
        try {
            return new TextChange(configMap, read(configMap), before, input).of(kept);
        } catch (Refused e) {
            throw new IllegalStateException(configMap.ref() + " was read before and is not now", e);
        }
    }

    private static Concern remembered(String text) {
        return new Concern(new TreeMap<>(), Set.of(), List.of(), new TreeMap<>(Map.of(JOURNAL, text)), false);
    }

    /** A pool of the text as later versions of MetalLB have it. */
    private static Stream<LiveObject> objects(LiveObject configMap, TextPool pool) {
        String namespace = configMap.ref().namespace();
        ObjectRef ref = ObjectRef.ipAddressPool(namespace, pool.name());
        Map<String, Object> spec = Map.of(
                "addresses", pool.addresses(),
                "autoAssign", pool.autoAssign(),
                "avoidBuggyIPs", pool.avoidBuggyIps());
        ObjectRef advertisement = pool.protocol().equals(TextPool.LAYER2)
                ? ObjectRef.l2Advertisement(namespace, pool.name())
                : ObjectRef.bgpAdvertisement(namespace, pool.name());
        return Stream.of(
                object(configMap, ref, pool.isOwn(), spec),
                object(configMap, advertisement, pool.isOwn(), Map.of("ipAddressPools", List.of(pool.name()))));
    }

    /** A router of the text as later versions of MetalLB have it; one of somebody else's is called by its address. */
    private static LiveObject object(LiveObject configMap, TextPeer peer) {
        ObjectRef ref = ObjectRef.bgpPeer(configMap.ref().namespace(), peer.isOwn() ? peer.name() : peer.address());
        return object(configMap, ref, peer.isOwn(), peer.spec());
    }

    private static LiveObject object(LiveObject configMap, ObjectRef ref, boolean own, Map<String, Object> spec) {
        Map<String, Object> labels = own ? Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD) : Map.of();
        Fields body = new Fields(Map.of(
                "apiVersion", ref.apiVersion(),
                "kind", ref.kind(),
                "metadata", Map.of("name", ref.name(), "namespace", ref.namespace(), "labels", labels),
                "spec", spec));
        return new LiveObject(
                ref,
                configMap.uid() + "/" + ref.name(),
                configMap.resourceVersion(),
                body,
                own ? OWN_FIELDS : TEXT_FIELDS);
    }

    static ObjectRef ref(String metalLbNamespace) {
        return ObjectRef.configMap(metalLbNamespace, NAME);
    }

    static MetalLbText read(LiveObject configMap) throws Refused {
        return MetalLbText.read(configMap.body().text("data", NAME).orElse(""));
    }
}
