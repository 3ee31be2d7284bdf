package io.fairlead.network.metallb;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.network.Concern;
import io.fairlead.network.NetworkInput;
import io.fairlead.ownership.FieldsV1;
import io.fairlead.yaml.StrictYaml.Refused;
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
        if (observed.loadBalancer() != MetalLb.UNSEEN || configMap.isEmpty()) {
            return observed;
        }
        SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>(observed.objects());
        MetalLb regime;
        try {
            MetalLbText text = read(configMap.get());
            Stream.concat(
                            text.pools().stream().flatMap(pool -> objects(configMap.get(), pool)),
                            text.peers().stream().map(peer -> object(configMap.get(), peer)))
                    .forEach(object -> objects.put(object.ref(), object));
            regime = MetalLb.CONFIG_MAP;
        } catch (Refused e) {
            regime = MetalLb.CONFIG_MAP_REFUSED;
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
        if (input.observed().loadBalancer() != MetalLb.CONFIG_MAP_REFUSED) {
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

    /** The same concern, its steps on pools and advertisements as one change of the text. */
    public static Concern write(Concern concern, NetworkInput input) {
        LoadBalancer balancer = input.observed().loadBalancer();
        if (!(balancer instanceof MetalLb metalLb) || metalLb.isByObjects()) {
            return concern;
        }
        Optional<String> before = Optional.ofNullable(input.ledger().journal().get(JOURNAL));
        Concern kept = before.map(text -> concern.and(remembered(text))).orElse(concern);
        if (metalLb != MetalLb.CONFIG_MAP || !input.writesPools()) {
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
        ObjectRef ref = MetalLbKind.POOL.ref(namespace, pool.name());
        Map<String, Object> spec = Map.of(
                "addresses", pool.addresses(),
                "autoAssign", pool.autoAssign(),
                "avoidBuggyIPs", pool.avoidBuggyIps());
        ObjectRef advertisement = pool.protocol().equals(TextPool.LAYER2)
                ? MetalLbKind.L2.ref(namespace, pool.name())
                : MetalLbKind.BGP.ref(namespace, pool.name());
        return Stream.of(
                object(configMap, ref, pool.isOwn(), spec),
                object(configMap, advertisement, pool.isOwn(), Map.of("ipAddressPools", List.of(pool.name()))));
    }

    /** A router of the text as later versions of MetalLB have it; one of somebody else's is called by its address. */
    private static LiveObject object(LiveObject configMap, TextPeer peer) {
        ObjectRef ref = MetalLbKind.PEER.ref(configMap.ref().namespace(), peer.isOwn() ? peer.name() : peer.address());
        return object(configMap, ref, peer.isOwn(), peer.spec());
    }

    private static LiveObject object(LiveObject configMap, ObjectRef ref, boolean own, Map<String, Object> spec) {
        Map<String, Object> content = Map.of("spec", spec);
        Manifest manifest = own ? Manifest.labelled(ref, content) : Manifest.of(ref, Map.of(), content);
        return new LiveObject(
                ref,
                configMap.uid() + "/" + ref.name(),
                configMap.resourceVersion(),
                manifest.body(),
                own ? OWN_FIELDS : TEXT_FIELDS);
    }

    static ObjectRef ref(String metalLbNamespace) {
        return ObjectRef.configMap(metalLbNamespace, NAME);
    }

    static MetalLbText read(LiveObject configMap) throws Refused {
        return MetalLbText.read(configMap.body().text("data", NAME).orElse(""));
    }
}
