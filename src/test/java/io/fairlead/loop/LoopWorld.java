package io.fairlead.loop;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.Report;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The module's loop over a simulated cluster and a simulated hub, with a clock of its own. */
final class LoopWorld {

    /** An app of one external tier without an address of its own. */
    static final String WEB = "'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}";

    /** Where the loop gave no rest for so many cycles, it spins. */
    private static final int CYCLES = 60;

    final SimulatedCluster cluster;
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private Duration clockAhead = Duration.ZERO;
    private Optional<TwinDocument> document = Optional.empty();
    private long version;
    private Reconciler loop;
    private EventReporter events;
    private @Nullable ReportInput told;
    private boolean blind;

    /** What direct methods ask of the loop. */
    final Requests requests = new Requests(() -> {});

    /** What the API server answers to a step in place of carrying it out; empty where it does. */
    Function<Step, Optional<Outcome>> answers = step -> Optional.empty();

    /** What is seen in place of the cluster. */
    UnaryOperator<Observed> sight = observed -> observed;

    /** Looks at the cluster after each step on an object. */
    Consumer<ObjectRef> afterStep = step -> {};

    /** Looks at each report. */
    Consumer<ReportInput> afterReport = report -> {};

    /** How long the checks of a tier must pass before it is Ready, from the next start of the module on. */
    Duration readyDelay = Duration.ZERO;

    private boolean killed;

    private @Nullable AssertionError broken;

    /** Every plan that was carried out. */
    final List<Plan> plans = new ArrayList<>();

    /** How often the address of each Service changed. */
    final Map<ObjectRef, Integer> changes = new HashMap<>();

    private int lost;

    /** How many steps are still carried out before the module is killed; negative for all. */
    int killAfter = -1;

    LoopWorld(SimulatedCluster cluster) {
        this.cluster = cluster;
        this.events = reporter();
        this.loop = restart();
    }

    /** A module that was killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The module starts again. */
    Reconciler restart() {
        Cluster simulated = new Cluster() {
            @Override
            public Observation observe() {
                return blind
                        ? new Blind(Code.ClusterUnreachable, "no answer")
                        : new Seen(sight.apply(
                                ConfigMapRegime.view(cluster.observed(), SimulatedCluster.SCOPE.metalLbNamespace())));
            }

            @Override
            public List<Outcome> execute(Plan plan) {
                plans.add(plan);
                return carryOut(plan);
            }
        };
        SteadyClock clock = new SteadyClock(() -> now.plus(clockAhead), () -> nanos(now));
        events = reporter();
        loop = new Reconciler(
                new Ports(() -> document, simulated, this::report, requests),
                SimulatedCluster.SCOPE,
                new ModuleInfo("1.2.3", now),
                new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60), readyDelay),
                clock);
        return loop;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    /** Somebody sets the clock of the system. */
    void setClock(Duration ahead) {
        clockAhead = ahead;
    }

    /** The time that the system's clock shows. */
    Instant shown() {
        return now.plus(clockAhead);
    }

    private EventReporter reporter() {
        Optional<JsonObject> before = Optional.ofNullable(told).map(Reports::full);
        return EventReporter.continuing(() -> before, event -> {});
    }

    private void report(Report report) {
        if (killed) {
            return;
        }
        told = report.state();
        events.report(report);
        try {
            afterReport.accept(told);
        } catch (AssertionError found) {
            broken = broken == null ? found : broken;
        }
    }

    private List<Outcome> carryOut(Plan plan) {
        List<Outcome> outcomes = new ArrayList<>();
        Set<Path> failed = new HashSet<>();
        boolean stopped = false;
        for (Map.Entry<Stage, List<Step>> stage : plan.stages().entrySet()) {
            Set<Path> before = new HashSet<>(failed);
            for (Step step : stage.getValue()) {
                if (killAfter == 0) {
                    killAfter = -1;
                    killed = true;
                    throw new Killed();
                }
                killAfter = Math.max(-1, killAfter - 1);
                Outcome outcome = stopped || before.contains(step.part())
                        ? new Outcome.Skipped(step)
                        : answers.apply(step).orElseGet(() -> carryOut(step));
                outcomes.add(outcome);
                if (!(outcome instanceof Outcome.Done)) {
                    failed.add(step.part());
                    stopped |= stage.getKey() == Stage.LEDGER;
                }
            }
        }
        return outcomes;
    }

    private Outcome carryOut(Step step) {
        Map<ObjectRef, Address> before = cluster.addresses();
        Outcome outcome = cluster.carryOut(step);
        cluster.balance();
        cluster.addresses().forEach((service, address) -> {
            if (before.containsKey(service) && !address.equals(before.get(service))) {
                changes.merge(service, 1, Integer::sum);
            }
        });
        before.keySet().stream()
                .filter(service -> cluster.observed().find(service).isPresent())
                .filter(service -> !cluster.addresses().containsKey(service))
                .forEach(service -> lost++);
        try {
            afterStep.accept(step.ref());
        } catch (AssertionError found) { // An error would only be one more in the module.
            broken = broken == null ? found : broken;
        }
        return outcome;
    }

    /** The next document, of these two parts, and cycles until the loop rests. */
    void send(String network, String apps) {
        int unused = send("{'schema': 1, 'network': {" + network + "}, 'apps': {" + apps + "}}");
    }

    /** The next document, and cycles until the loop rests. */
    int send(String text) {
        document(text);
        return settle();
    }

    /** The next document. */
    void document(String text) {
        document = Optional.of(new TwinDocument(
                ++version, JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject()));
    }

    /** The next document. */
    void document(JsonObject desired) {
        document = Optional.of(new TwinDocument(++version, desired));
    }

    /** The module starts without the cloud. */
    void offline() {
        document = Optional.empty();
        restart();
    }

    long version() {
        return version;
    }

    void blind(boolean away) {
        blind = away;
    }

    /** Cycles until the loop rests; how many it took. */
    int settle() {
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            if (!turn().isZero()) {
                return cycle;
            }
        }
        throw new AssertionError("still busy: " + plans.get(plans.size() - 1).print());
    }

    /** One cycle as the loop's thread makes it. */
    Duration turn() {
        Duration wait = loop.turn();
        if (broken != null) {
            throw broken;
        }
        if (killed) {
            killed = false;
            var unused = restart();
            return Duration.ZERO;
        }
        return wait;
    }

    /** Time passes, and the loop cycles as often as it asks to; how many cycles that were. */
    int pass(Duration time) {
        return pass(time, Duration.ofMillis(15));
    }

    /** The same where nothing happens for as long as {@code rest} once the loop waits for more than a second. */
    int pass(Duration time, Duration rest) {
        Instant end = now.plus(time);
        int cycles = 0;
        while (now.isBefore(end)) {
            Duration wait = turn();
            cycles++;
            Duration least = wait.compareTo(Duration.ofSeconds(1)) <= 0 ? Duration.ofMillis(15) : rest;
            now = now.plus(wait.compareTo(least) < 0 ? least : wait);
        }
        return cycles;
    }

    /** How often a step left a Service that stays without its address. */
    int lost() {
        return lost;
    }

    /** The last report. */
    ReportInput told() {
        return Objects.requireNonNull(told);
    }

    /** The codes of the last report, each once. */
    Set<Code> codes() {
        Set<Code> codes = new HashSet<>();
        told().problems().stream().map(Problem::code).forEach(codes::add);
        return codes;
    }

    /** The address of a Service in the namespace of apps. */
    Optional<Address> address(String name) {
        return Optional.ofNullable(cluster.addresses().get(ObjectRef.service("apps", name)));
    }

    /** Adds the one node that announces. */
    void addNode() {
        add("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-a'},"
                + " 'status': {'conditions': [{'type': 'Ready', 'status': 'True'}]}}");
    }

    /** An object of somebody else's. */
    void add(String json) {
        cluster.add(fields(json));
    }

    static Fields fields(String json) {
        return new Fields(new com.google.gson.GsonBuilder()
                .setObjectToNumberStrategy(com.google.gson.ToNumberPolicy.LONG_OR_DOUBLE)
                .create()
                .fromJson(
                        json.replace('\'', '"'),
                        new com.google.gson.reflect.TypeToken<Map<String, Object>>() {}.getType()));
    }
}
