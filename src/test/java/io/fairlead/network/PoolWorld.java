package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.Device;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manage;
import io.fairlead.model.Manifest;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Platform;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolContent;
import io.fairlead.model.PoolPolicy;
import io.fairlead.model.PoolWriter;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.ownership.FieldsV1;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A cluster and a network part as values, from lines such as {@code p 192.0.2.1-192.0.2.9; q 192.0.2.20}. */
public final class PoolWorld {

    private static final String NAMESPACE = "metallb-system";

    private static final Fields OWN =
            FieldsV1.whole(new String[] {"metadata", "labels", Labels.MANAGED_BY.key()}, new String[] {"spec"});

    private static final PoolWriter WRITER = MetalLb.CRD.writer().orElseThrow();

    private final SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
    private final Map<Area, Access> rights = new EnumMap<>(Area.class);
    private final List<AddressUse> uses = new ArrayList<>();
    private SortedMap<String, Pool> wanted = new TreeMap<>();
    private SortedMap<String, Pool> inForce = new TreeMap<>();
    private Optional<Bgp> bgp = Optional.empty();
    private PoolPolicy policy = PoolPolicy.DEFAULT;
    private Device device = new Device(Platform.AzureStackEdge);
    private LoadBalancer balancer = MetalLb.CRD;
    private SortedMap<String, String> journal = new TreeMap<>();

    /** A cluster in which everything may be written, and a twin without pools. */
    public PoolWorld() {
        Stream.of(Area.POOLS, Area.BGP, Area.SERVICES, Area.NODES).forEach(area -> rights.put(area, Access.WRITE));
    }

    /** The pools of the twin. */
    public PoolWorld wanted(String pools) {
        wanted = parsed(pools);
        return this;
    }

    /** Those of the last good network part. */
    public PoolWorld inForce(String pools) {
        inForce = parsed(pools);
        return this;
    }

    /** Pools that Fairlead made, each with how it is announced. */
    public PoolWorld own(String pools) {
        parsed(pools).values().forEach(pool -> {
            add(WRITER.pool(
                    WRITER.pool(NAMESPACE, pool.objectName()),
                    new PoolContent(pool.addresses(), AddressSet.EMPTY, true, false, false)));
            add(WRITER.announcement(WRITER.announcement(NAMESPACE, pool.objectName()), pool));
        });
        return this;
    }

    /** Pools that somebody else made. */
    public PoolWorld foreign(String pools) {
        parsed(pools)
                .values()
                .forEach(pool -> add(WRITER.pool(
                        WRITER.pool(NAMESPACE, pool.id()),
                        new PoolContent(pool.addresses(), AddressSet.EMPTY, true, false, true))));
        return this;
    }

    /** Services that have these addresses, or for which they are kept. */
    public PoolWorld used(String addresses) {
        split(addresses, " ")
                .forEach(text ->
                        uses.add(new AddressUse(ObjectRef.service("apps", "s" + uses.size()), Address.of(text))));
        return this;
    }

    /** Every pool of the twin is announced so. */
    public PoolWorld advertise(Advertise how) {
        wanted.replaceAll((id, pool) -> new Pool(
                id, pool.addresses(), pool.autoAssign(), pool.avoidBuggyIps(), how, pool.interfaces(), pool.nodes()));
        return this;
    }

    /** The sessions of the twin. */
    public PoolWorld bgp(Bgp sessions) {
        bgp = Optional.of(sessions);
        return this;
    }

    /** How pools are managed. */
    public PoolWorld policy(Manage manage, OnShrink onShrink) {
        policy = new PoolPolicy(manage, onShrink, 0);
        return this;
    }

    /** What the module may do in an area. */
    public PoolWorld may(Area area, Access access) {
        rights.put(area, access);
        return this;
    }

    /** The device that the cluster runs on; without one an Azure Stack Edge. */
    public PoolWorld on(Platform platform) {
        device = new Device(platform);
        return this;
    }

    /** The load balancer as it was found. */
    public PoolWorld balancer(LoadBalancer found) {
        balancer = found;
        return this;
    }

    /** What is remembered. */
    public PoolWorld journal(SortedMap<String, String> entries) {
        journal = new TreeMap<>(entries);
        return this;
    }

    /** An object of the cluster, with Fairlead's label or without. */
    public PoolWorld add(Manifest manifest) {
        ObjectRef ref = manifest.ref();
        boolean labelled = manifest.body().has("metadata", "labels");
        objects.put(ref, new LiveObject(ref, "uid", "1", manifest.body(), labelled ? OWN : Fields.EMPTY));
        return this;
    }

    /** What decides about the network part. */
    public NetworkInput input() {
        SortedMap<ObjectRef, String> inventory = new TreeMap<>();
        objects.values().stream().filter(LiveObject::isFairleads).forEach(object -> inventory.put(object.ref(), "uid"));
        Ledger none = Ledger.EMPTY;
        Ledger ledger = new Ledger(
                1, 1, Optional.empty(), none.apps(), none.reservations(), inventory, journal, none.history());
        Observed observed = new Observed(objects, rights, Map.of("apps", Access.WRITE), balancer, "v1.30.0").on(device);
        return new NetworkInput(
                network(wanted),
                network(inForce),
                observed,
                NAMESPACE,
                uses,
                Set.of(),
                Set.of(),
                new TreeMap<>(),
                Set.of(),
                ledger);
    }

    private Network network(SortedMap<String, Pool> pools) {
        Network none = Network.NONE;
        return new Network(pools, policy, none.nodeRange(), none.pods(), none.clusterCidr(), bgp, none.dns());
    }

    private static SortedMap<String, Pool> parsed(String text) {
        SortedMap<String, Pool> pools = new TreeMap<>();
        split(text, "; ").forEach(pool -> {
            String[] parts = pool.split(" ", 2);
            AddressSet addresses = split(parts[1], ",").map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::union);
            pools.put(parts[0], new Pool(parts[0], addresses, true, false, Advertise.L2, List.of(), List.of()));
        });
        return pools;
    }

    private static Stream<String> split(String text, String by) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split(by));
    }

    /** The steps in order, each with the addresses of the pool that it writes. */
    public static String steps(AreaPlan areaPlan) {
        return String.join(
                "; ",
                areaPlan.steps().values().stream()
                        .flatMap(List::stream)
                        .map(PoolWorld::text)
                        .toList());
    }

    private static String text(Step step) {
        String what = step instanceof Step.Apply apply
                ? String.join(",", apply.manifest().body().texts("spec", "addresses"))
                : "gone";
        return step.ref().kind() + " " + step.ref().name() + (what.isEmpty() ? "" : " = " + what) + " (" + step.reason()
                + ")";
    }

    /** The problems: where, and the code. */
    public static String problems(List<Problem> problems) {
        return String.join(
                "; ",
                problems.stream()
                        .map(problem -> problem.path() + " " + problem.code())
                        .toList());
    }
}
