package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.ownership.OwnFields;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster as a value, for properties of plans: server-side apply, deletion, and MetalLB 0.14.2 or later, which takes an
 * address away without a word when its pool loses it (see the facts on {@code convergeBalancer} in MetalLB's controller).
 */
public final class SimulatedCluster {

    /** The namespaces that it has. */
    public static final Scope SCOPE = new Scope("apps", Set.of("shop"), "module", "metallb-system", Registries.ANY);

    private final SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
    private final Map<Area, Access> rights = new EnumMap<>(Area.class);
    private final Map<String, Access> namespaces = new HashMap<>();
    private final LoadBalancer loadBalancer;
    private int counter;
    private boolean asleep;
    private int deletions;
    private final SimulatedMetalLb metalLb = new SimulatedMetalLb();
    private boolean stalled;
    private final Set<String> failing = new HashSet<>();

    /** An empty cluster with MetalLB, in which everything may be written. */
    SimulatedCluster() {
        this(Access.WRITE, MetalLb.CRD);
    }

    /** An empty cluster. */
    public SimulatedCluster(Access pools, LoadBalancer loadBalancer) {
        for (Area area : Area.values()) {
            rights.put(area, Access.READ);
        }
        SCOPE.namespaces().forEach(namespace -> namespaces.put(namespace, Access.WRITE));
        rights.put(Area.DNS, Access.NONE);
        setPools(pools);
        this.loadBalancer = loadBalancer;
    }

    /** The rights to pools come and go. */
    public void setPools(Access access) {
        set(Area.POOLS, access);
        set(Area.BGP, access);
    }

    /** The rights to an area come and go. */
    public void set(Area area, Access access) {
        if (area == Area.APPS) {
            namespaces.replaceAll((namespace, before) -> access);
        } else {
            rights.put(area, access);
        }
    }

    /** The rights to apps in a namespace come and go. */
    public void set(String namespace, Access access) {
        namespaces.put(namespace, access);
    }

    /** A snapshot. */
    public Observed observed() {
        SortedMap<ObjectRef, LiveObject> seen = new TreeMap<>(objects);
        seen.keySet().removeIf(ref -> !maySee(ref));
        return new Observed(seen, rights, namespaces, loadBalancer, "v1.37.0");
    }

    private boolean maySee(ObjectRef ref) {
        boolean apps = namespaces.getOrDefault(ref.namespace(), Access.NONE) != Access.NONE;
        return switch (ref.kind()) {
            case "Service" -> has(Area.SERVICES) || apps;
            case "Pod" -> has(Area.PODS) || apps;
            case "Deployment", "NetworkPolicy", "EndpointSlice" -> apps;
            case "Node" -> has(Area.NODES);
            case "Namespace" -> has(Area.SERVICES);
            case "IPPool" -> has(Area.PODS);
            default -> true;
        };
    }

    private boolean has(Area area) {
        return rights.get(area) != Access.NONE;
    }

    /** Somebody else's object. */
    public void add(Fields body) {
        put(
                new ObjectRef(
                        body.text("apiVersion").orElseThrow(),
                        body.text("kind").orElseThrow(),
                        body.text("metadata", "namespace").orElse(""),
                        body.text("metadata", "name").orElseThrow()),
                body,
                Fields.EMPTY);
        balance();
    }

    /** Somebody else's Service of type LoadBalancer, which takes any address that is free. */
    public void addForeignService(String name) {
        Map<String, String> metadata = Map.of("name", name, "namespace", "foreign");
        Map<String, String> spec = Map.of("type", "LoadBalancer");
        add(new Fields(Map.of("apiVersion", "v1", "kind", "Service", "metadata", metadata, "spec", spec)));
    }

    /** Carries a plan out, in order, MetalLB looking after every stage. */
    public void apply(Plan plan) {
        plan.stages().values().forEach(steps -> {
            steps.forEach(this::apply);
            balance();
        });
    }

    /** A step, and what the API server answers: a patch of a state that is not there any more is refused. */
    public Outcome carryOut(Step step) {
        boolean stale = step instanceof Step.Patch patch
                && Optional.ofNullable(objects.get(patch.ref()))
                        .filter(live -> live.resourceVersion().equals(patch.resourceVersion()))
                        .isEmpty();
        apply(step);
        return stale ? new Outcome.Failed(step, "the object has been modified") : new Outcome.Done(step);
    }

    /** A step. */
    void apply(Step step) {
        if (step instanceof Step.Delete delete) {
            LiveObject live = objects.get(delete.ref());
            if (live != null && live.uid().equals(delete.uid())) {
                objects.remove(delete.ref());
                deletions++;
            }
        } else if (step instanceof Step.Apply apply) {
            put(
                    apply.ref(),
                    apply.manifest().body(),
                    OwnFields.of(apply.manifest().body()));
        } else if (step instanceof Step.Patch patch) {
            patch(patch);
        }
    }

    /** Refused, as the API server does, where the object has changed since it was seen. */
    private void patch(Step.Patch patch) {
        LiveObject live = objects.get(patch.ref());
        if (live != null && live.resourceVersion().equals(patch.resourceVersion())) {
            Fields merged = new Fields(merged(live.body().map(), patch.fields().map()));
            objects.put(
                    live.ref(),
                    new LiveObject(live.ref(), live.uid(), String.valueOf(++counter), merged, live.ownFields()));
        }
    }

    private static Map<String, Object> merged(Map<?, ?> body, Map<?, ?> patch) {
        Map<String, Object> merged = new LinkedHashMap<>();
        body.forEach((key, value) -> merged.put(String.valueOf(key), value));
        patch.forEach((key, value) -> merged.put(
                String.valueOf(key),
                value instanceof Map<?, ?> more
                        ? merged(body.get(key) instanceof Map<?, ?> has ? has : Map.of(), more)
                        : value));
        return merged;
    }

    /** Nothing of a kind bears a name any more. */
    public void drop(String kind, String name) {
        objects.keySet().removeIf(ref -> ref.kind().equals(kind) && ref.name().equals(name));
        balance();
    }

    /** MetalLB's controller is away, or back. */
    public void sleep(boolean away) {
        asleep = away;
    }

    /** Pods that are new do not start, or all do. */
    public void stall(boolean stall) {
        stalled = stall;
        if (!stall) {
            rollOutAgain();
        }
    }

    /** Pods with this image never start, until it is healed. */
    public void fail(String image) {
        failing.add(image);
        rollOutAgain();
    }

    /** Every image is good. */
    public void heal() {
        failing.clear();
        rollOutAgain();
    }

    private void rollOutAgain() {
        observed().ofKind("Deployment").forEach(live -> put(live.ref(), live.body(), live.ownFields()));
    }

    private boolean fails(Fields deployment) {
        return deployment.each("spec", "template", "spec", "containers").stream()
                .anyMatch(container ->
                        container.text("image").filter(failing::contains).isPresent());
    }

    /** Somebody deletes an object by hand. */
    public void remove(ObjectRef ref) {
        objects.remove(ref);
        balance();
    }

    /** Every object, whether or not the module may see it. */
    public SortedMap<ObjectRef, LiveObject> everything() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /** The address of every Service that has one. */
    public SortedMap<ObjectRef, Address> addresses() {
        SortedMap<ObjectRef, Address> addresses = new TreeMap<>();
        objects.values()
                .forEach(object ->
                        SimulatedMetalLb.address(object).ifPresent(address -> addresses.put(object.ref(), address)));
        return addresses;
    }

    /** Two pools with an address in common, which MetalLB's webhook refuses and its reading of a text too; empty if there are none. */
    public Optional<String> overlap() {
        List<LiveObject> pools = seen().ofKind("IPAddressPool");
        for (int i = 0; i < pools.size(); i++) {
            AddressSet addresses = SimulatedMetalLb.addresses(pools.get(i));
            for (LiveObject other : pools.subList(0, i)) {
                AddressSet both = addresses.intersect(SimulatedMetalLb.addresses(other));
                if (!both.isEmpty()) {
                    return Optional.of(other.ref() + " and " + pools.get(i).ref() + " both have " + both);
                }
            }
        }
        return Optional.empty();
    }

    /** What MetalLB's controller does when anything changed: first what is assigned, then what waits. */
    public void balance() {
        if (!asleep) {
            metalLb.balance(seen(), deletions).forEach(this::assign);
        }
    }

    /** The cluster with the pools of MetalLB's text, where it reads one. */
    private Observed seen() {
        return ConfigMapRegime.view(
                new Observed(objects, rights, namespaces, loadBalancer, "v1.37.0"), SCOPE.metalLbNamespace());
    }

    /** From now on MetalLB looks again at a Service that it refused only when that one changes, one is deleted, or a pool changes. */
    public void lookOnce() {
        metalLb.lookOnce();
    }

    private void assign(ObjectRef ref, Optional<Address> address) {
        LiveObject service = Objects.requireNonNull(objects.get(ref));
        Map<String, Object> body = new LinkedHashMap<>(service.body().map());
        body.remove("status");
        address.ifPresent(ip ->
                body.put("status", Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", ip.toString()))))));
        objects.put(
                service.ref(),
                new LiveObject(
                        service.ref(),
                        service.uid(),
                        String.valueOf(++counter),
                        new Fields(body),
                        service.ownFields()));
    }

    private void put(ObjectRef ref, Fields body, Fields ownFields) {
        LiveObject before = objects.get(ref);
        Map<String, Object> next = new LinkedHashMap<>(body.map());
        if (ref.kind().equals("Deployment")) {
            long replicas = body.number("spec", "replicas").orElse(1L);
            next.put("status", fails(body) ? givenUp(replicas) : rolledOut(replicas, stalled && before == null));
        }
        boolean balanced = body.text("spec", "type").equals(Optional.of("LoadBalancer"));
        if (before != null && before.body().has("status") && balanced) {
            next.put("status", before.body().at("status").map());
        }
        if (ref.kind().equals("Service") && !ownFields.map().isEmpty()) {
            Map<String, Object> spec = new LinkedHashMap<>(body.at("spec").map());
            spec.put("clusterIP", "172.28.0.100");
            next.put("spec", spec);
            putEndpoints(ref);
        }
        String uid = before == null ? "uid-" + ++counter : before.uid();
        objects.put(ref, new LiveObject(ref, uid, String.valueOf(++counter), new Fields(next), ownFields));
    }

    private static Map<String, Object> givenUp(long replicas) {
        return Map.of(
                "replicas",
                replicas,
                "updatedReplicas",
                replicas,
                "conditions",
                List.of(Map.of("type", "Progressing", "status", "False", "reason", "ProgressDeadlineExceeded")));
    }

    private static Map<String, Object> rolledOut(long replicas, boolean none) {
        return none
                ? Map.of("replicas", replicas, "updatedReplicas", replicas)
                : Map.of(
                        "replicas", replicas,
                        "updatedReplicas", replicas,
                        "readyReplicas", replicas,
                        "availableReplicas", replicas,
                        "conditions",
                                List.of(
                                        Map.of("type", "Available", "status", "True"),
                                        Map.of(
                                                "type",
                                                "Progressing",
                                                "status",
                                                "True",
                                                "reason",
                                                "NewReplicaSetAvailable")));
    }

    private void putEndpoints(ObjectRef service) {
        ObjectRef ref =
                new ObjectRef("discovery.k8s.io/v1", "EndpointSlice", service.namespace(), service.name() + "-1");
        Fields body = new Fields(Map.of(
                "metadata",
                Map.of("name", ref.name(), "labels", Map.of("kubernetes.io/service-name", service.name())),
                "endpoints",
                List.of(Map.of(
                        "addresses",
                        List.of("172.27.0.10"),
                        "conditions",
                        Map.of("ready", true),
                        "nodeName",
                        "node-a"))));
        objects.put(ref, new LiveObject(ref, "uid-" + ++counter, String.valueOf(counter), body, Fields.EMPTY));
    }
}
