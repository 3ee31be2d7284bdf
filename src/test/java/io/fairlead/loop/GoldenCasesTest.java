package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden cases through the whole core: {@code cluster.json} and {@code before.json} (the twin that was in force) are where
 * it begins, {@code twin.json} is what comes, {@code plan.txt} every plan until nothing is left to do, {@code
 * reported.json} the report then. {@code -Dgolden.update=true} writes the last two anew; look at the difference.
 */
class GoldenCasesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
    private static final int CYCLES = 10;
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachCaseGivesItsPlansAndItsReport(Path folder) throws IOException {
        SimulatedCluster cluster = cluster(folder);
        read(folder.resolve("before.json")).ifPresent(before -> new Run(cluster, 1, Optional.of(before)).settle());

        Run run = new Run(cluster, 2, read(folder.resolve("twin.json")));
        run.settle();

        compare(folder.resolve("plan.txt"), run.plans.toString());
        compare(folder.resolve("reported.json"), GSON.toJson(run.reported) + "\n");
    }

    private static void compare(Path golden, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, actual);
        }
        assertTrue(Files.exists(golden), () -> golden + " is missing; look at what -Dgolden.update=true writes");
        assertEquals(Files.readString(golden), actual, golden::toString);
    }

    private static SimulatedCluster cluster(Path folder) {
        JsonObject described = read(folder.resolve("cluster.json")).orElseThrow();
        SimulatedCluster cluster = new SimulatedCluster(
                Access.valueOf(text(described, "pools", "WRITE")),
                MetalLb.valueOf(text(described, "loadBalancer", "CRD")));
        for (Area area : Area.values()) {
            String key = area.name().toLowerCase(Locale.ROOT);
            if (area != Area.POOLS && described.has(key)) {
                cluster.set(area, Access.valueOf(described.get(key).getAsString()));
            }
        }
        for (JsonElement object : described.getAsJsonArray("objects")) {
            Map<String, Object> body = GSON.fromJson(object, new TypeToken<Map<String, Object>>() {}.getType());
            cluster.add(new Fields(body));
        }
        return cluster;
    }

    private static String text(JsonObject object, String key, String otherwise) {
        return object.has(key) ? object.get(key).getAsString() : otherwise;
    }

    private static Optional<JsonObject> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JsonParser.parseString(Files.readString(file)).getAsJsonObject())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One start of the module: its loop over the simulated cluster, until it writes nothing. */
    private static final class Run implements TwinSource, Cluster, Reporter {
        private final SimulatedCluster cluster;
        private final Optional<TwinDocument> document;
        private final StringBuilder plans = new StringBuilder();
        private JsonObject reported = new JsonObject();
        private boolean wrote;

        private Run(SimulatedCluster cluster, long version, Optional<JsonObject> desired) {
            this.cluster = cluster;
            this.document = desired.map(properties -> new TwinDocument(version, properties));
        }

        private void settle() {
            ModuleInfo module = new ModuleInfo("1.2.3", CLOCK.instant());
            Reconciler reconciler = new Reconciler(
                    new Ports(this, this, this),
                    SimulatedCluster.SCOPE,
                    module,
                    new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ZERO),
                    new SteadyClock(CLOCK, () -> 0));
            int cycles = 0;
            do {
                wrote = false;
                var unused = reconciler.cycle();
                assertTrue(++cycles < CYCLES, () -> "still writing: " + plans);
            } while (wrote);
            if (plans.isEmpty()) {
                plans.append(Plan.NOTHING.print());
            }
        }

        @Override
        public Optional<TwinDocument> latest() {
            return document;
        }

        @Override
        public Observation observe() {
            return new Seen(cluster.observed());
        }

        @Override
        public List<Outcome> execute(Plan plan) {
            wrote = true;
            plans.append(plans.isEmpty() ? "" : "\n").append(plan.print());
            cluster.apply(plan);
            return plan.steps().stream().<Outcome>map(Outcome.Done::new).toList();
        }

        @Override
        public void report(Report report) {
            reported = report.properties();
        }
    }
}
