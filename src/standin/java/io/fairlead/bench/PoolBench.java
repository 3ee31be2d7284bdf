package io.fairlead.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.bench.PoolContender.Range;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.MetalLb;
import io.fairlead.rig.RigCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Measures how long it takes until a pool is in force, new or grown, and until all Services of a pool are in another range,
 * by the twin and by hand, round after round in alternating order.
 */
final class PoolBench {

    private static final String NEW = "new pool → a waiting Service has its address, ms";
    private static final String GROWN = "grown pool → a waiting Service has its address, ms";
    private static final String RENUMBERED = "renumbering, ms";
    private static final Path RESULT = Bench.FOLDER.resolve("pools.md");
    private static final String POOLS = "/apis/metallb.io/v1beta1/namespaces/" + MetalLb.NAMESPACE + "/ipaddresspools";
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RigCluster rig = RigCluster.shared();
    private final Machine machine = Machine.now();
    private final Apps apps;
    private final int rounds;
    private final int changes;
    private final Map<String, Map<String, Series>> figures = new TreeMap<>();

    /** With {@code apps} of the options as the Services of the pool that is renumbered; at most 100. */
    PoolBench(Options options) {
        if (options.apps() > 100) {
            throw new IllegalArgumentException("--apps=" + options.apps() + ": the ranges here have 100 addresses");
        }
        this.apps = new Apps(options.apps(), true);
        this.rounds = options.rounds();
        this.changes = options.changes();
    }

    /** Measures, prints the table and writes it to {@code target/bench/pools.md}. */
    void run() throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < PoolContender.NAMES.size(); i++) {
                turn(PoolContender.NAMES.get((i + round) % PoolContender.NAMES.size()), round);
            }
            Files.writeString(RESULT, markdown(round + 1));
        }
        System.out.println(Files.readString(RESULT));
        Bench.say("written to " + RESULT);
    }

    private void turn(String name, int round) throws Exception {
        Place place = Place.make(rig);
        rig.cleanNetwork();
        String services = ApiCalls.collection("Service", place.appsNamespace());
        try (Sight seenServices = new Sight(rig.adminKubeconfig(), services);
                Sight seenPools = new Sight(rig.adminKubeconfig(), POOLS);
                PoolContender contender = contender(name, place, round)) {
            for (int i = 0; i < changes; i++) {
                inForce(name, contender, place, seenServices);
            }
            renumber(name, contender, place, seenServices, seenPools);
        }
        place.clear(rig);
        rig.cleanNetwork();
    }

    private PoolContender contender(String name, Place place, int round) throws Exception {
        return name.equals("Fairlead")
                ? new ModulePools(place, apps, "pools-" + round)
                : new KubectlPools(rig.binaries().kubectl(), place, apps);
    }

    /** A Service waits for a pool, then a second one for another address in it. */
    private void inForce(String name, PoolContender contender, Place place, Sight services) throws Exception {
        for (int size = 1; size <= 2; size++) {
            String waiting = "waiting-" + size;
            create(place, waiting);
            Range range = new Range(1, size);
            Thread.sleep(CALM);
            services.expect(objects -> objects.containsKey(waiting)
                    && address(objects.get(waiting)).equals(range.ip(range.count() - 1)));
            long begun = System.nanoTime();
            contender.pool(range.toString());
            add(name, size == 1 ? NEW : GROWN, Contender.millis(begun, services.at()));
        }
        services.expect(Map::isEmpty);
        for (int size = 1; size <= 2; size++) {
            rig.admin()
                    .services()
                    .inNamespace(place.appsNamespace())
                    .withName("waiting-" + size)
                    .delete();
        }
        long unused = services.at();
        Thread.sleep(CALM);
        contender.noPool();
    }

    /** The end is when every Service has an address of the new range and the old range is in no pool. */
    private void renumber(String name, PoolContender contender, Place place, Sight services, Sight pools)
            throws Exception {
        Range from = new Range(1, 100);
        Range to = new Range(101, 100);
        contender.pool(from.toString());
        contender.deploy();
        services.expect(allIn(from));
        long unused = services.at();
        awaitReady(place);
        Thread.sleep(CALM);
        services.expect(allIn(to));
        pools.expect(objects -> objects.size() == 1
                && objects.values().stream().allMatch(pool -> ranges(pool).equals(List.of(to.toString()))));
        long begun = System.nanoTime();
        contender.renumber(from, to);
        add(name, RENUMBERED, Contender.millis(begun, Math.max(services.at(), pools.at())));
    }

    private Predicate<Map<String, JsonObject>> allIn(Range range) {
        return objects -> objects.size() == apps.count()
                && objects.values().stream().allMatch(service -> range.has(address(service)));
    }

    private void awaitReady(Place place) {
        Eventually.holds(
                "all apps are ready",
                PATIENCE,
                () -> IntStream.range(0, apps.count())
                        .allMatch(index -> rig.admin()
                                .apps()
                                .deployments()
                                .inNamespace(place.appsNamespace())
                                .withName(Apps.name(index))
                                .isReady()));
    }

    private void create(Place place, String name) {
        Service unused = rig.createLoadBalancer(place.appsNamespace(), name);
    }

    /** The address that MetalLB gave a Service, empty where it gave none. */
    private static String address(JsonObject service) {
        JsonObject balancer = service.getAsJsonObject("status").getAsJsonObject("loadBalancer");
        JsonArray ingress = balancer.has("ingress") ? balancer.getAsJsonArray("ingress") : new JsonArray();
        return ingress.isEmpty()
                ? ""
                : ingress.get(0).getAsJsonObject().get("ip").getAsString();
    }

    private static List<String> ranges(JsonObject pool) {
        return pool.getAsJsonObject("spec").getAsJsonArray("addresses").asList().stream()
                .map(range -> range.getAsString())
                .toList();
    }

    private void add(String name, String quantity, double millis) {
        figures.computeIfAbsent(quantity, any -> new TreeMap<>())
                .computeIfAbsent(name, any -> new Series())
                .add(millis);
        Bench.say("%-16s %-50s %s".formatted(name, quantity, Series.number(millis)));
    }

    private String markdown(int done) {
        List<String> lines = new ArrayList<>();
        lines.add(done + " rounds, " + changes + " pools made and grown in each, " + apps.count()
                + " Services renumbered; Kubernetes "
                + rig.admin().getKubernetesVersion().getGitVersion());
        lines.add("");
        lines.add("Machine: " + machine + "; " + Machine.now().load() + " after it. Median (least–greatest).");
        lines.add("");
        lines.add("| | Fairlead | kubectl by hand | Fairlead / by hand |");
        lines.add("|---|---|---|---|");
        for (String quantity : List.of(NEW, GROWN, RENUMBERED)) {
            Map<String, Series> row = figures.getOrDefault(quantity, Map.of());
            Series ours = row.getOrDefault(PoolContender.NAMES.get(0), new Series());
            Series theirs = row.getOrDefault(PoolContender.NAMES.get(1), new Series());
            lines.add("| %s | %s | %s | %s |"
                    .formatted(
                            quantity,
                            ours.text(),
                            theirs.text(),
                            String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median())));
        }
        return String.join("\n", lines) + "\n";
    }
}
