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
import io.fairlead.network.AreaPlan;
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
 * MetalLB before 0.13, which reads its pools from the text of a ConfigMap. All other code sees and plans the objects of
 * later versions: {@link #view} shows the pools of the text as IPAddressPools and advertisements, and {@link #write}
 * turns the steps on them into one change of the text.
 *
 * <p>MetalLB refuses a text in which a Service's address is in no pool, and reports it only in its log. It keeps its
 * previous configuration until it restarts. Then it loads the refused text and takes the address away. The API shows
 * enough to detect such a text, so Fairlead never writes one, and restores an address of its own pools that was given
 * in the meantime.
 */
public final class ConfigMapRegime {

    /** The name of the ConfigMap in MetalLB's namespace, and its key. */
    public static final String NAME = "config";

    /** The journal key of the text before the last change. */
    static final String JOURNAL = "metallb-config";

    /** Fairlead's items in the text belong to it completely. */
    private static final Fields OWN_FIELDS =
            FieldsV1.whole(new String[] {"metadata", "labels", Labels.MANAGED_BY.key()}, new String[] {"spec"});

    /** Items of others may be taken over without a conflict, because the text is one field. */
    private static final Fields TEXT_FIELDS = FieldsV1.whole(new String[] {"spec"});

    private ConfigMapRegime() {}

    /** The cluster with the pools of the text added, if MetalLB reads a ConfigMap. */
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

    /** Problems that prevent any change of the text. */
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

    /** The plan with its steps on pools and advertisements merged into one change of the text. */
    public static AreaPlan write(AreaPlan areaPlan, NetworkInput input) {
        LoadBalancer balancer = input.observed().loadBalancer();
        if (!(balancer instanceof MetalLb metalLb) || metalLb.isByObjects()) {
            return areaPlan;
        }
        Optional<String> before = Optional.ofNullable(input.ledger().journal().get(JOURNAL));
        AreaPlan kept = before.map(text -> areaPlan.and(remembered(text))).orElse(areaPlan);
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

    private static AreaPlan remembered(String text) {
        return new AreaPlan(new TreeMap<>(), Set.of(), List.of(), new TreeMap<>(Map.of(JOURNAL, text)), false);
    }

    /** A pool of the text as the objects of later MetalLB versions. */
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

    /**
     * A router of the text as the BGPPeer of later MetalLB versions. One created by others is named by its address.
     */
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
