package io.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package may see which: a new package has to be placed here before it may see or be seen. */
final class Layers {

    /** From the lowest to the highest; packages of one layer do not see one another. */
    private static final List<Set<String>> FROM_BELOW = List.of(
            Set.of("address", "text"),
            Set.of("model"),
            Set.of("ownership", "yaml"),
            Set.of("desired", "network", "workload", "health", "report", "ledger", "doctor"),
            Set.of("plan", "convert", "fleet"),
            Set.of("loop", "rollout"),
            Set.of("methods"),
            Set.of("hub", "kube", "page", "service"),
            Set.of("cli"),
            Set.of("app"));

    /** The rooms of a package, and which others of the same package each may see. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "network.metallb", Set.of("network"),
            "network.balancers", Set.of("network", "network.metallb"),
            "network.pools", Set.of("network"),
            "network.bgp", Set.of("network", "network.metallb"),
            "network.calico", Set.of("network"),
            "network.coredns", Set.of("network"),
            "plan.target", Set.of(),
            "plan.addresses", Set.of("plan.target"));

    private static final int CORE_LAYERS = 5;

    /** The packages that are pure. */
    static final List<String> CORE =
            FROM_BELOW.subList(0, CORE_LAYERS).stream().flatMap(Set::stream).toList();

    private static final String ROOT = "io.fairlead.";

    private static final Map<String, Set<String>> SEES = sees();

    private Layers() {}

    /** A class depends only on its own package and on packages of lower layers. */
    static ArchRule packagesSeeOnlyWhatLiesBelow() {
        return classes()
                .should(new ArchCondition<>("see only packages that lie below") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String from = packageOf(type);
                        if (!from.isEmpty() && !SEES.containsKey(from)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in no layer"));
                        }
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> !allowed(from, packageOf(dependency.getTargetClass())))
                                .map(Dependency::getDescription)
                                .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
                    }
                })
                .as("packages see only what lies below");
    }

    /** A room sees its ground and the rooms that are named for it; a package below another is such a room. */
    static ArchRule roomsSeeOnlyTheirGround() {
        return classes()
                .that()
                .resideInAnyPackage("io.fairlead.network.*..", "io.fairlead.plan.*..")
                .should(new ArchCondition<>("see only the ground and the rooms named for them") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String from = roomOf(type);
                        Set<String> seen = ROOMS.getOrDefault(from, Set.of());
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> packageOf(type).equals(packageOf(dependency.getTargetClass())))
                                .filter(dependency ->
                                        !roomOf(dependency.getTargetClass()).equals(from))
                                .filter(dependency -> !seen.contains(roomOf(dependency.getTargetClass())))
                                .map(Dependency::getDescription)
                                .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
                    }
                })
                .as("rooms see only their ground");
    }

    /** The whole package below the root. */
    private static String roomOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName().substring(ROOT.length());
    }

    private static boolean allowed(String from, String to) {
        return to.isEmpty()
                || from.equals(to)
                || SEES.getOrDefault(from, Set.of()).contains(to);
    }

    /** The first part of the package below the root; empty for foreign classes and for the root itself. */
    private static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).replaceFirst("\\..*", "") : "";
    }

    private static Map<String, Set<String>> sees() {
        Map<String, Set<String>> sees = new TreeMap<>();
        List<String> below = new ArrayList<>();
        for (Set<String> layer : FROM_BELOW) {
            layer.forEach(name -> sees.put(name, new TreeSet<>(below)));
            below.addAll(layer);
        }
        return sees;
    }
}
