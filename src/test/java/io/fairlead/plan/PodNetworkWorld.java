package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.desired.DesiredParser;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cluster with Calico as a value: pods get the next address of the first IPPool that is not disabled, with a block of 64
 * around it that stays until somebody collects it, and Deployments roll one pod at a time. The module can be stopped between
 * any two of its writes.
 */
final class PodNetworkWorld {

    static final String OLD = "10.61.0.0/16";
    static final String NEW = "10.62.0.0/16";

    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    private static final String RESTARTED = "fairlead.io/pods-network";

    /**
     * A pod.
     *
     * @param owner the Deployment, empty for a foreign one
     * @param template what the Deployment's template said when it was made
     */
    private record Pod(String name, String owner, String ip, String template) {}

    final SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, MetalLb.CRD);
    private final Planner planner = new Planner(SimulatedCluster.SCOPE);
    private final List<Pod> pods = new ArrayList<>();
    private final SortedSet<String> blocks = new TreeSet<>();
    private final Map<String, String> seenByController = new HashMap<>();
    private int counter;
    private long version;
    private Optional<ParsedDocument> document = Optional.empty();
    private Ledger ledger = Ledger.EMPTY;

    /** With one node, one IPPool, two apps of two pods each, and a pod of somebody else's. */
    PodNetworkWorld() {
        cluster.set(Area.PODS, Access.WRITE);
        add(
                "{apiVersion: v1, kind: Node, metadata: {name: node-a}, status: {addresses: [{type: InternalIP, address: '10.126.75.200'}]}}");
        add("{apiVersion: v1, kind: ConfigMap, metadata: {name: kubeadm-config, namespace: kube-system},"
                + " data: {ClusterConfiguration: 'networking: {podSubnet: 10.60.0.0/14}'}}");
        pool("default-ipv4-ippool", OLD, "");
        send("plan", OLD);
        settle();
        for (String app : List.of("a", "b")) {
            start(app);
            start(app);
        }
        start("");
    }

    /** Somebody else's object, in relaxed JSON. */
    void add(String json) {
        cluster.add(new Fields(
                GSON.fromJson(JsonParser.parseString(json), new TypeToken<Map<String, Object>>() {}.getType())));
    }

    /** An IPPool of somebody else's. */
    void pool(String name, String cidr, String more) {
        add("{apiVersion: 'crd.projectcalico.org/v1', kind: IPPool, metadata: {name: " + name + "}, spec: {cidr: '"
                + cidr + "', blockSize: 26, ipipMode: Always, natOutgoing: true" + more + "}}");
    }

    /** The next document. */
    void send(String change, String cidr) {
        String text = """
                {"schema": 1, "network": {"pods": {"cidr": "%s", "change": "%s"}},
                 "apps": {"a": {"image": "i", "replicas": 2}, "b": {"image": "i", "replicas": 2}}}
                """.formatted(cidr, change);
        document = Optional.of(
                DesiredParser.parse(++version, JsonParser.parseString(text).getAsJsonObject()));
    }

    /** What the module would do next. */
    Planned next() {
        return planner.plan(document, observed(), ledger);
    }

    /** One cycle of the module that ends after so many writes. */
    Planned cycle(int writes) {
        Planned planned = next();
        int left = writes;
        boolean noted = planned.plan().steps().stream().noneMatch(PodNetworkWorld::isLedger);
        for (Step step : planned.plan().steps()) {
            if (left-- == 0) {
                return planned;
            }
            carryOut(step);
            if (isLedger(step)) {
                ledger = planned.ledger();
                noted = true;
            }
        }
        assertTrue(noted);
        return planned;
    }

    /** Cycles until nothing is written. */
    Planned settle() {
        for (int i = 0; i < 20; i++) {
            Planned planned = cycle(Integer.MAX_VALUE);
            if (planned.plan().isEmpty()) {
                return planned;
            }
        }
        throw new AssertionError("still writing");
    }

    private static boolean isLedger(Step step) {
        return step.ref().name().equals(LedgerText.NAME);
    }

    private void carryOut(Step step) {
        if (step instanceof Step.Delete delete && delete.ref().kind().equals("IPPool")) {
            AddressRange cidr = cidr(cluster.observed().find(delete.ref()).orElseThrow());
            assertEquals(List.of(), inside(cidr), "a pool goes with nothing in it");
        }
        boolean restarts = step instanceof Step.Patch && step.ref().kind().equals("Deployment");
        if (restarts) {
            assertEquals(List.of(), rolling(), "two at once");
        }
        cluster.apply(step);
    }

    private List<String> inside(AddressRange cidr) {
        List<String> inside = new ArrayList<>();
        pods.stream().filter(pod -> cidr.contains(Address.of(pod.ip()))).forEach(pod -> inside.add(pod.toString()));
        blocks.stream().filter(block -> cidr.overlaps(AddressRange.of(block))).forEach(inside::add);
        return inside;
    }

    /** The Deployments whose rollout is not over. */
    private List<String> rolling() {
        return List.of("a", "b").stream()
                .filter(app -> pods.stream().anyMatch(pod -> isOld(pod, app)))
                .toList();
    }

    private boolean isOld(Pod pod, String app) {
        return pod.owner().equals(app) && !pod.template().equals(template(app));
    }

    private String template(String app) {
        return cluster.observed().find(ObjectRef.deployment("apps", app)).stream()
                .flatMap(deployment ->
                        deployment.body().text("spec", "template", "metadata", "annotations", RESTARTED).stream())
                .findFirst()
                .orElse("");
    }

    /** The deployment controller takes a step: it sees the template, or replaces one pod. */
    void roll(String app) {
        String template = template(app);
        if (!seenByController.getOrDefault(app, "").equals(template)) {
            seenByController.put(app, template);
            return;
        }
        pods.stream().filter(pod -> isOld(pod, app)).findFirst().ifPresent(old -> {
            start(app);
            pods.remove(old);
        });
    }

    /** Whoever runs the foreign pod restarts it. */
    void restartForeign() {
        pods.removeIf(pod -> pod.owner().isEmpty());
        start("");
    }

    /** Calico gives empty blocks back. */
    void collect() {
        blocks.removeIf(block ->
                pods.stream().noneMatch(pod -> AddressRange.of(block).contains(Address.of(pod.ip()))));
    }

    private void start(String owner) {
        pools().stream()
                .filter(pool -> !pool.body().isTrue("spec", "disabled"))
                .findFirst()
                .ifPresent(pool -> {
                    AddressRange cidr = cidr(pool);
                    counter++;
                    String ip =
                            cidr.first().toString().replaceFirst("0\\.0$", counter / 250 + "." + (counter % 250 + 1));
                    blocks.add(ip.replaceFirst("\\d+$", String.valueOf((counter % 250 + 1) / 64 * 64)) + "/26");
                    pods.add(
                            new Pod((owner.isEmpty() ? "printer" : owner) + "-" + counter, owner, ip, template(owner)));
                });
    }

    /** All IPPools by name. */
    List<LiveObject> pools() {
        return cluster.observed().ofKind("IPPool").stream()
                .sorted(Comparator.comparing(LiveObject::ref))
                .toList();
    }

    /** The CIDRs of all IPPools that give addresses. */
    List<String> cidrs() {
        return pools().stream()
                .map(pool -> cidr(pool).cidr() + (pool.body().isTrue("spec", "disabled") ? " disabled" : ""))
                .toList();
    }

    Ledger ledger() {
        return ledger;
    }

    private static AddressRange cidr(LiveObject pool) {
        return AddressRange.of(pool.body().text("spec", "cidr").orElseThrow());
    }

    /** Everything goes on until nothing changes any more. */
    Planned toTheEnd() {
        for (int i = 0; i < 40; i++) {
            Planned unused = settle();
            roll("a");
            roll("b");
            restartForeign();
            collect();
        }
        return settle();
    }

    private Observed observed() {
        Observed seen = cluster.observed();
        SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>(seen.objects());
        for (String app : List.of("a", "b")) {
            objects.computeIfPresent(ObjectRef.deployment("apps", app), (ref, live) -> withStatus(app, live));
        }
        pods.forEach(pod -> put(objects, pod(pod)));
        blocks.forEach(block -> put(
                objects,
                new Fields(Map.of(
                        "apiVersion",
                        "crd.projectcalico.org/v1",
                        "kind",
                        "BlockAffinity",
                        "metadata",
                        Map.of("name", "node-a-" + block.replaceAll("[./]", "-")),
                        "spec",
                        Map.of("cidr", block, "node", "node-a")))));
        return new Observed(objects, seen.rights(), seen.namespaces(), seen.loadBalancer(), seen.kubernetesVersion());
    }

    private LiveObject withStatus(String app, LiveObject live) {
        long all = pods.stream().filter(pod -> pod.owner().equals(app)).count();
        long old = pods.stream().filter(pod -> isOld(pod, app)).count();
        boolean seen = seenByController.getOrDefault(app, "").equals(template(app));
        Map<String, Object> body = new LinkedHashMap<>(live.body().map());
        Map<String, Object> metadata =
                new LinkedHashMap<>(live.body().at("metadata").map());
        metadata.put("generation", Long.parseLong(live.resourceVersion()));
        body.put("metadata", metadata);
        body.put(
                "status",
                Map.of(
                        "observedGeneration",
                        Long.parseLong(live.resourceVersion()) - (seen ? 0 : 1),
                        "replicas",
                        all,
                        "updatedReplicas",
                        seen ? all - old : all,
                        "availableReplicas",
                        all));
        return new LiveObject(live.ref(), live.uid(), live.resourceVersion(), new Fields(body), live.ownFields());
    }

    private static Fields pod(Pod pod) {
        Map<String, Object> labels = pod.owner().isEmpty()
                ? Map.of()
                : Map.of("app.kubernetes.io/managed-by", "fairlead", "app.kubernetes.io/name", pod.owner());
        return new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of(
                        "name",
                        pod.name(),
                        "namespace",
                        pod.owner().isEmpty() ? "office" : "apps",
                        "labels",
                        labels,
                        "annotations",
                        pod.template().isEmpty() ? Map.of() : Map.of(RESTARTED, pod.template()),
                        "ownerReferences",
                        List.of(Map.of("controller", true))),
                "status",
                Map.of("phase", "Running", "podIP", pod.ip())));
    }

    private static void put(SortedMap<ObjectRef, LiveObject> objects, Fields body) {
        ObjectRef ref = new ObjectRef(
                body.text("apiVersion").orElseThrow(),
                body.text("kind").orElseThrow(),
                body.text("metadata", "namespace").orElse(""),
                body.text("metadata", "name").orElseThrow());
        objects.put(ref, new LiveObject(ref, "uid-" + ref, "1", body, Fields.EMPTY));
    }
}
