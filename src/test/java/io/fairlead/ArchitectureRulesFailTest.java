package io.fairlead;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of {@link ArchitectureRules} finds the violations planted for it, and nothing in innocent code. */
class ArchitectureRulesFailTest {

    private static final List<Violation> VIOLATIONS = violations();

    @TempDir
    private static Path folder;

    /**
     * Code that breaks one rule.
     *
     * @param rule the rule's description
     * @param sources the compilation units; the type at fault is called Planted
     */
    private record Violation(String rule, List<String> sources) {

        private String name() {
            return "Planted%03d".formatted(VIOLATIONS.indexOf(this));
        }

        private Stream<String> units() {
            return sources.stream().map(source -> source.replace("Planted", name()));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPlantedViolationIsFound() throws IOException {
        JavaClasses classes = Planted.compile(
                Files.createTempDirectory(folder, "planted"),
                VIOLATIONS.stream().flatMap(Violation::units).toList());
        Map<String, String> reports = ArchitectureRules.all().stream()
                .collect(Collectors.toMap(ArchRule::getDescription, rule -> report(rule, classes)));
        return VIOLATIONS.stream()
                .map(violation -> DynamicTest.dynamicTest(
                        violation.rule() + ": " + violation.sources().getFirst(),
                        () -> assertTrue(
                                requireNonNull(reports.get(violation.rule())).contains(violation.name()))));
    }

    @Test
    void noRuleIsWithoutAPlantedViolation() {
        assertEquals(
                ArchitectureRules.all().stream()
                        .map(ArchRule::getDescription)
                        .sorted()
                        .toList(),
                VIOLATIONS.stream().map(Violation::rule).distinct().sorted().toList());
    }

    @Test
    void innocentCodeBreaksNoRule() throws IOException {
        JavaClasses classes = Planted.compile(Files.createTempDirectory(folder, "innocent"), innocent());
        ArchitectureRules.all().forEach(rule -> assertEquals("", report(rule, classes)));
    }

    private static String report(ArchRule rule, JavaClasses classes) {
        EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
        return result.hasViolation() ? result.getFailureReport().toString() : "";
    }

    /** A planner that collects while it plans, as the core's do. */
    private static List<String> innocent() {
        return List.of("""
                package io.fairlead.network;
                public final class Planner {
                    private final java.util.List<String> found = new java.util.ArrayList<>();
                    private final Part part = new Part(found);
                    private int count;
                    private Planner() {}
                    public static java.util.List<String> plan(io.fairlead.model.Observed observed) {
                        Planner planner = new Planner();
                        planner.count++;
                        return planner.part.all();
                    }
                    private record Part(java.util.List<String> all) {}
                }
                """, "@org.jspecify.annotations.NullMarked package io.fairlead.network;");
    }

    private static List<Violation> violations() {
        List<Violation> all = new ArrayList<>();
        layers().forEach(source -> all.add(new Violation("packages see only what lies below", List.of(source))));
        rooms().forEach(source -> all.add(new Violation("rooms see only their ground", List.of(source))));
        all.add(new Violation(
                "packages have no cycles",
                List.of(
                        "package io.fairlead.hub; public class Planted { io.fairlead.kube.Planted other; }",
                        "package io.fairlead.kube; public class Planted { io.fairlead.hub.Planted other; }")));
        all.add(new Violation(
                "packages of any depth have no cycles",
                List.of(
                        "package io.fairlead.network; public class Planted { io.fairlead.network.room.Planted a; }",
                        "package io.fairlead.network.room; public class Planted { io.fairlead.network.Planted a; }")));
        all.add(new Violation(
                "nothing of the module sees the commands for a fleet, which its image does not have",
                List.of(
                        "package io.fairlead.cli; public class Planted { io.fairlead.cli.fleet.Planted other; }",
                        "package io.fairlead.cli.fleet; public class Planted {}")));
        core("does no input or output and reads no environment", inputAndOutput())
                .forEach(all::add);
        core("asks nobody for the time, for chance or for a thread", timeAndChance())
                .forEach(all::add);
        core(
                        "does not log",
                        List.of(
                                "org.slf4j.LoggerFactory.getLogger(\"x\").info(\"x\");",
                                "System.getLogger(\"x\");",
                                "java.util.logging.Logger.getLogger(\"x\");"))
                .forEach(all::add);
        all.add(inMethod(
                "the core depends on the JDK, gson, ipaddress and snakeyaml-engine only",
                "plan",
                "picocli.CommandLine.usage(\"\", System.out);"));
        state().forEach(all::add);
        shell().forEach(all::add);
        style().forEach(all::add);
        return all;
    }

    private static Stream<String> rooms() {
        return Stream.of(
                "package io.fairlead.network.pools; class Planted { io.fairlead.network.metallb.MetalLb metalLb; }",
                "package io.fairlead.network.pools; class Planted { Object o = io.fairlead.network.balancers.Balancers.kinds(); }",
                "package io.fairlead.network.calico; class Planted { io.fairlead.network.coredns.ClusterDns dns; }",
                "package io.fairlead.plan.target; class Planted { io.fairlead.plan.addresses.TierServices services; }",
                "package io.fairlead.network.unheard; class Planted { io.fairlead.network.NetworkInput input; }");
    }

    private static Stream<String> layers() {
        return Stream.of(
                "package io.fairlead.address; class Planted { io.fairlead.model.Code code; }",
                "package io.fairlead.network; class Planted { io.fairlead.plan.Planner planner; }",
                "package io.fairlead.ownership; class Planted { io.fairlead.network.NetworkInput input; }",
                "package io.fairlead.yaml; class Planted { io.fairlead.ownership.Difference difference; }",
                "package io.fairlead.workload; class Planted extends RuntimeException {"
                        + " io.fairlead.network.NetworkDecision seen; }",
                "package io.fairlead.plan; class Planted { io.fairlead.loop.Cluster cluster; }",
                "package io.fairlead.nowhere; class Planted { }");
    }

    private static List<String> inputAndOutput() {
        return List.of(
                "new java.io.File(\"x\");",
                "java.nio.file.Path.of(\"x\");",
                "new java.net.InetSocketAddress(1);",
                "java.net.http.HttpClient.newHttpClient();",
                "javax.net.ssl.SSLContext.class.getName();",
                "System.out.println();",
                "System.getenv(\"x\");",
                "System.getProperty(\"x\");",
                "Runtime.getRuntime();",
                "Planted.class.getResourceAsStream(\"x\");");
    }

    private static List<String> timeAndChance() {
        return List.of(
                "java.time.Instant.now();",
                "java.time.LocalDate.now();",
                "java.time.Clock.systemUTC();",
                "System.currentTimeMillis();",
                "System.nanoTime();",
                "new java.util.Date();",
                "new java.util.Random();",
                "java.util.concurrent.ThreadLocalRandom.current();",
                "java.util.UUID.randomUUID();",
                "Math.random();",
                "Thread.currentThread();",
                "new java.util.concurrent.ConcurrentHashMap<String, String>();");
    }

    private static Stream<Violation> state() {
        String constants = "static fields in the core are constants";
        String local = "objects in the core are immutable or local to one call";
        return Stream.of(
                inClass(constants, "static int count;"),
                inClass(constants, "static final java.util.ArrayList<String> SEEN = new java.util.ArrayList<>();"),
                inClass(constants, "static final int[] SEEN = {1};"),
                inClass(local, "private int count; public Planted() {}"),
                inClass(
                        local,
                        "private final StringBuilder text; public Planted(StringBuilder text) { this.text = text; }"),
                inClass(
                        local,
                        "private final java.util.Map<String, String> seen; public Planted() { seen = new java.util.TreeMap<>(); }"),
                inClass(local, "int count; private Planted() {}"),
                inClass(
                        local,
                        "private int count; private Planted() {} public static Planted make() { return new Planted(); }"),
                inClass(
                        local,
                        "private final Planted.Inner inner = new Inner(); private static final class Inner { private int count; }"),
                new Violation(local, List.of("package io.fairlead.health; public enum Planted { A; int count; }")),
                new Violation(
                        local, List.of("package io.fairlead.health; public record Planted(StringBuilder text) {}")));
    }

    private static Stream<Violation> shell() {
        String exits = "only app reads the environment, exits or hooks into the exit";
        return Stream.of(
                inMethod(exits, "hub", "System.getenv();"),
                inMethod(exits, "cli", "System.exit(1);"),
                inMethod(exits, "kube", "Runtime.getRuntime().addShutdownHook(null);"),
                inMethod("only app and cli write to standard output", "loop", "System.out.println();"),
                inMethod("only app and cli write to standard output", "kube", "System.err.println();"),
                inMethod(
                        "only kube sees the Kubernetes client",
                        "loop",
                        "new io.fabric8.kubernetes.client.KubernetesClientBuilder();"),
                inMethod(
                        "only kube sees the Kubernetes client",
                        "hub",
                        "io.fabric8.kubernetes.api.model.Service.class.getName();"),
                inMethod(
                        "only hub, and app for wiring, see the Azure SDK",
                        "loop",
                        "com.microsoft.azure.sdk.iot.device.ModuleClient.class.getName();"));
    }

    private static Stream<Violation> style() {
        String words = "model is records, enums, sealed interfaces and the seam to load balancers";
        String names = "no util packages, no Manager, Helper, Utils or Impl";
        return Stream.of(
                new Violation(words, List.of("package io.fairlead.model; public final class Planted { }")),
                new Violation(words, List.of("package io.fairlead.model; public interface Planted { }")),
                new Violation(
                        words,
                        List.of("package io.fairlead.model; public record Planted() { static class Inner { } }")),
                new Violation(names, List.of("package io.fairlead.kube; class PlantedManager { }")),
                new Violation(names, List.of("package io.fairlead.kube; class PlantedHelper { }")),
                new Violation(names, List.of("package io.fairlead.kube; class PlantedUtils { }")),
                new Violation(names, List.of("package io.fairlead.kube; class PlantedImpl { }")),
                new Violation(names, List.of("package io.fairlead.kube.util; class Planted { }")),
                new Violation(
                        "every package is @NullMarked", List.of("package io.fairlead.nowhere; class Planted { }")));
    }

    private static Stream<Violation> core(String rule, List<String> statements) {
        return statements.stream().map(statement -> inMethod("the core " + rule, "network", statement));
    }

    private static Violation inClass(String rule, String members) {
        return new Violation(rule, List.of("package io.fairlead.network; public class Planted { " + members + " }"));
    }

    private static Violation inMethod(String rule, String in, String statement) {
        return new Violation(
                rule, List.of("package io.fairlead." + in + "; class Planted { void act() { " + statement + " } }"));
    }
}
