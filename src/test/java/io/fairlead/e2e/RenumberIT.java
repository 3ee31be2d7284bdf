package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.MetalLb;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A pool of 20 Services in use gets other addresses, by each {@code onShrink}, while the module and MetalLB are killed at
 * random points: nobody loses an address unasked, and each run ends in what the twin says.
 */
@NeedsRig
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenumberIT {

    private static final int SERVICES = 20;
    private static final Duration LONG = Duration.ofMinutes(2);

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Regime regime;

    @SuppressWarnings("NullAway.Init")
    private EndToEnd device;

    @SuppressWarnings("NullAway.Init")
    private String foreignNamespace;

    @SuppressWarnings("NullAway.Init")
    private AddressHistory history;

    @SuppressWarnings("NullAway.Init")
    private Kills kills;

    private final long seed = Long.getLong("renumber.seed", System.nanoTime());

    @BeforeParameterizedClassInvocation
    void start() {
        device = new EndToEnd(regime);
        device.rig.cleanNetwork(); // Where there is no ConfigMap yet, it makes one.
        foreignNamespace = device.rig.createNamespace("foreign");
        history = new AddressHistory(device.admin(), device.appsNamespace, foreignNamespace);
        kills = new Kills(device, history, seed);
        device.module.start();
    }

    @AfterParameterizedClassInvocation
    void close() {
        history.close();
        device.rig.deleteNamespace(foreignNamespace);
        device.close();
    }

    /** All in 192.0.2.1 and the following, none in the range of another test. */
    @BeforeEach
    void begin() {
        System.err.println("RenumberIT: " + regime + ", -Drenumber.seed=" + seed);
        device.converged(device.backEnd.replace("""
                {"schema": 1, "network": {"services": {"pools": {"default": {"addresses": "%s"}}}}, "apps": {},
                 "control": {"allowEmpty": true}}
                """.formatted(range(0))), LONG);
    }

    @Test
    void refuse() throws Exception {
        deploy(SERVICES);
        SortedMap<String, List<String>> before = history.since();
        kills.during(2, () -> {
            device.backEnd.patch(network("refuse", range(100)));
            JsonObject reported = device.backEnd.await(
                    "refused", LONG, twin -> BackEnd.text(twin, "network.ac").equals("409"));
            String ad = BackEnd.text(reported, "network.ad");
            before.forEach((name, had) -> assertTrue(ad.contains(name + " (" + had.get(0) + ")"), ad));
        });
        assertEquals(before, history.since());

        // By hand: both ranges, then each tier its new address, then the old range goes.
        kills.during(2, () -> {
            device.converged(device.backEnd.patch(network("refuse", range(0) + ", " + range(100))), LONG);
            device.converged(device.backEnd.patch(apps(index -> "\"address\": \"" + ip(100 + index) + "\"")), LONG);
        });
        kills.during(2, () -> device.converged(device.backEnd.patch(network("refuse", range(100))), LONG));
        history.since().forEach((name, had) -> assertEquals(ip(100 + number(name)), moved(name, before, had)));
        assertPoolIs(range(100));
    }

    @Test
    void drain() throws Exception {
        deploy(SERVICES / 2);
        for (int i = SERVICES / 2; i < SERVICES; i++) {
            foreign(name(i));
        }
        Eventually.holds(
                "all have an address",
                LONG,
                () -> history.since().values().stream()
                                .filter(had -> !had.getLast().isEmpty())
                                .count()
                        == SERVICES);
        history.begin();
        SortedMap<String, List<String>> before = history.since();

        kills.during(2, () -> {
            device.backEnd.patch(network("drain", range(100)));
            awaitDraining(SERVICES);
        });
        awaitMetalLb();
        foreign("newcomer");
        Eventually.holds("the newcomer has a new address", LONG, () -> inRange(100, last("newcomer")));
        SortedMap<String, List<String>> after = history.since();
        after.remove("newcomer");
        assertEquals(before, after, "all keep what they have");

        kills.during(2, () -> {
            IntStream.range(SERVICES / 2, SERVICES).forEach(index -> delete(name(index)));
            device.backEnd.patch(
                    apps(index -> index < 5 ? "\"address\": \"" + ip(110 + index) + "\"" : "", index -> index < 5));
            awaitDraining(0);
        });
        device.converged(device.backEnd.patch("{\"control\": {\"reconcileNonce\": \"drained\"}}"), LONG);
        for (int i = 0; i < 5; i++) {
            assertEquals(ip(110 + i), moved(name(i), before, history.since().getOrDefault(name(i), List.of())));
        }
        delete("newcomer");
        assertPoolIs(range(100));
    }

    @Test
    void reassign() throws Exception {
        deploy(SERVICES);
        SortedMap<String, List<String>> before = history.since();
        kills.during(4, () -> device.converged(device.backEnd.patch(network("reassign", range(100))), LONG));
        JsonObject reported = device.backEnd.reported();
        history.since().forEach((name, had) -> {
            String now = moved(name, before, had);
            assertTrue(inRange(100, now), name + " had " + had);
            String message = BackEnd.text(reported, "workloads." + name + ".tiers." + name + ".message");
            assertTrue(message.contains(before.getOrDefault(name, List.of()).get(0) + " → " + now), message);
        });
        assertEquals(SERVICES, history.since().size());
        assertEquals(1, history.mostOnTheWay(), "one at a time");
        assertPoolIs(range(100));
    }

    /** The address that came after the first; nothing else may have been between them but a moment without. */
    private static String moved(String name, SortedMap<String, List<String>> before, List<String> had) {
        List<String> whole = new ArrayList<>(had);
        whole.remove("");
        assertEquals(2, whole.size(), () -> name + " had " + had);
        assertEquals(before.getOrDefault(name, List.of()).get(0), whole.get(0), () -> name + " had " + had);
        return whole.get(1);
    }

    private void deploy(int tiers) {
        String all = apps(index -> "", index -> index < tiers);
        device.converged(device.backEnd.patch(all), LONG);
        Eventually.holds("the watch has seen it", LONG, () -> history.since().size() == tiers);
        history.begin();
        history.since().forEach((name, had) -> assertTrue(inRange(0, had.get(0)), name + " has " + had));
    }

    private static String network(String onShrink, String addresses) {
        return """
                {"network": {"services": {"onShrink": "%s", "pools": {"default": {"addresses": "%s"}}}}}
                """.formatted(onShrink, addresses);
    }

    private static String apps(IntFunction<String> more) {
        return apps(more, index -> true);
    }

    /** A patch of all apps: those that are wanted, with more keys, and the others as removed. */
    private static String apps(IntFunction<String> more, IntPredicate wanted) {
        return "{\"apps\": {"
                + IntStream.range(0, SERVICES)
                        .mapToObj(index ->
                                "\"" + name(index) + "\": " + (wanted.test(index) ? app(more.apply(index)) : "null"))
                        .collect(Collectors.joining(", "))
                + "}}";
    }

    private static String app(String more) {
        return "{\"image\": \"web.example/shop:1\", \"expose\": \"external\", \"ports\": \"http=80\""
                + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    private static String name(int index) {
        return "s%02d".formatted(index);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static String ip(int index) {
        return "192.0.2." + (1 + index);
    }

    private static String range(int first) {
        return ip(first) + "-" + ip(first + 29);
    }

    private static boolean inRange(int first, String address) {
        return IntStream.range(first, first + 30).mapToObj(RenumberIT::ip).anyMatch(address::equals);
    }

    private void awaitDraining(int count) {
        var unused = device.backEnd.await(
                count + " draining",
                LONG,
                twin -> BackEnd.text(twin, "pools.default.draining").equals(Integer.toString(count))
                        && BackEnd.text(twin, "network.ac").equals(count == 0 ? "200" : "202"));
    }

    /** MetalLB reads a pool some time after it was written, and until then gives a new Service an address that drains. */
    private void awaitMetalLb() {
        Eventually.holds("MetalLB has read the pool", LONG, () -> {
            foreign("early");
            Eventually.holds("it has an address", LONG, () -> !last("early").isEmpty());
            boolean read = inRange(100, last("early"));
            delete("early");
            Eventually.holds("it is gone", LONG, () -> !history.since().containsKey("early"));
            return read;
        });
        awaitDraining(SERVICES);
    }

    /** The address that a Service has now, empty where it has none. */
    private String last(String name) {
        return history.since().getOrDefault(name, List.of("")).getLast();
    }

    private void foreign(String name) {
        Service unused = device.rig.createLoadBalancer(foreignNamespace, name);
    }

    private void delete(String foreign) {
        device.admin()
                .services()
                .inNamespace(foreignNamespace)
                .withName(foreign)
                .delete();
    }

    private void assertPoolIs(String addresses) {
        if (regime == Regime.CONFIG_MAP) {
            String text = device.rig.metalLbConfiguration();
            assertTrue(text.contains(addresses), text);
            assertEquals(2, text.split("192\\.0\\.2\\.", -1).length - 1, text);
            return;
        }
        GenericKubernetesResource pool = device.admin()
                .genericKubernetesResources("metallb.io/v1beta1", "IPAddressPool")
                .inNamespace(MetalLb.NAMESPACE)
                .withName("fairlead-default")
                .get();
        Map<String, Object> spec = new TreeMap<>();
        ((Map<?, ?>) pool.getAdditionalProperties().getOrDefault("spec", Map.of()))
                .forEach((key, value) -> spec.put(key.toString(), value));
        assertEquals(List.of(addresses), spec.get("addresses"));
        assertEquals(true, spec.get("autoAssign"));
    }
}
