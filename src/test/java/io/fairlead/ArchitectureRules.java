package io.fairlead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** docs/architecture.md as rules over compiled classes. */
final class ArchitectureRules {

    private static final String[] CORE =
            Layers.CORE.stream().map(name -> "io.fairlead." + name + "..").toArray(String[]::new);

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Impl|Misc|Common)");

    private static final Pattern EMPTY_PACKAGE =
            Pattern.compile(".*\\.(util|utils|helper|helpers|common|misc|impl)(\\..*)?");

    /** Kubernetes' own terms, which end like an empty name. */
    private static final Pattern FIELD_TERM = Pattern.compile(".*(FieldManager|ControllerManager)");

    /** What a room of the network implements for one load balancer, and everything above asks. */
    private static final Set<String> SEAM = Set.of(
            "io.fairlead.model.LoadBalancer",
            "io.fairlead.model.LoadBalancer$Announcements",
            "io.fairlead.model.PoolWriter");

    private ArchitectureRules() {}

    /** Every rule; each has a violation in {@link ArchitectureRulesFailTest}. */
    static List<ArchRule> all() {
        return List.of(
                Layers.packagesSeeOnlyWhatLiesBelow(),
                Layers.roomsSeeOnlyTheirGround(),
                noCycles(),
                noCyclesAtAnyDepth(),
                coreDoesNoInputOrOutput(),
                coreAsksNobodyForTimeOrChance(),
                coreDoesNotLog(),
                coreKeepsToItsLibraries(),
                CoreState.staticFieldsAreConstants(),
                CoreState.instancesAreImmutableOrLocal(),
                onlyAppReadsTheEnvironmentOrExits(),
                onlyTheCommandLinePrints(),
                nothingOfTheModuleSeesTheFleet(),
                kubernetesClientOnlyInKube(),
                azureSdkOnlyInHub(),
                modelIsRecordsEnumsSealedInterfacesAndTheSeam(),
                namesSayWhatAClassIs(),
                everyPackageIsNullMarked());
    }

    private static ArchRule noCycles() {
        return slices().matching("io.fairlead.(*)..").should().beFreeOfCycles().as("packages have no cycles");
    }

    /** A package below another is one of its own; circles of files within one are found by {@link SourceGraph}. */
    private static ArchRule noCyclesAtAnyDepth() {
        return slices().matching("io.fairlead.(**)")
                .should()
                .beFreeOfCycles()
                .as("packages of any depth have no cycles");
    }

    private static ArchRule coreDoesNoInputOrOutput() {
        return noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net..",
                                "javax..",
                                "java.sql..")
                        .and(DescribedPredicate.not(belongToAnyOf(URI.class)))
                        .or(belongToAnyOf(System.class, Runtime.class, Process.class, ProcessBuilder.class)))
                .orShould()
                .callMethodWhere(named("getResource", "getResourceAsStream", "getSystemResource"))
                .as("the core does no input or output and reads no environment");
    }

    private static ArchRule coreAsksNobodyForTimeOrChance() {
        return noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..")
                        .or(belongToAnyOf(
                                java.time.Clock.class,
                                java.util.Date.class,
                                java.util.Calendar.class,
                                java.util.Random.class,
                                java.util.Timer.class,
                                java.security.SecureRandom.class,
                                Thread.class,
                                ThreadLocal.class)))
                .orShould()
                .callMethodWhere(named("now", "currentTimeMillis", "nanoTime", "randomUUID", "random"))
                .as("the core asks nobody for the time, for chance or for a thread");
    }

    private static ArchRule coreDoesNotLog() {
        return noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
                        .or(belongToAnyOf(System.Logger.class)))
                .orShould()
                .callMethodWhere(named("getLogger"))
                .as("the core does not log");
    }

    private static ArchRule coreKeepsToItsLibraries() {
        return classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "io.fairlead..",
                                "com.google.gson..",
                                "com.google.errorprone.annotations..",
                                "inet.ipaddr..",
                                "org.snakeyaml.engine..",
                                "org.jspecify.annotations..")
                        .or(DescribedPredicate.describe("are arrays", JavaClass::isArray))
                        .or(DescribedPredicate.describe("are primitive", JavaClass::isPrimitive)))
                .as("the core depends on the JDK, gson, ipaddress and snakeyaml-engine only");
    }

    private static ArchRule onlyAppReadsTheEnvironmentOrExits() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.fairlead.app..")
                .should()
                .callMethodWhere(owned("java.lang.System", "getenv", "exit")
                        .or(owned("java.lang.Runtime", "exit", "halt", "addShutdownHook")))
                .as("only app reads the environment, exits or hooks into the exit");
    }

    private static ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.fairlead.app..", "io.fairlead.cli..")
                .should()
                .accessFieldWhere(DescribedPredicate.describe(
                        "System.out or System.err",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)))
                .as("only app and cli write to standard output");
    }

    /** What the module's image leaves out: pom.xml and module/assemble name the same. */
    private static ArchRule nothingOfTheModuleSeesTheFleet() {
        DescribedPredicate<JavaClass> fleet = resideInAnyPackage(
                        "io.fairlead.fleet..",
                        "io.fairlead.rollout..",
                        "io.fairlead.service..",
                        "io.fairlead.cli.fleet..")
                .or(JavaClass.Predicates.simpleName("FleetMain"));
        return noClasses()
                .that(DescribedPredicate.not(fleet))
                .should()
                .dependOnClassesThat(fleet)
                .as("nothing of the module sees the commands for a fleet, which its image does not have");
    }

    private static ArchRule kubernetesClientOnlyInKube() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.fairlead.kube..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .as("only kube sees the Kubernetes client");
    }

    private static ArchRule azureSdkOnlyInHub() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.fairlead.hub..", "io.fairlead.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.microsoft.azure..")
                .as("only hub, and app for wiring, see the Azure SDK");
    }

    private static ArchRule modelIsRecordsEnumsSealedInterfacesAndTheSeam() {
        return classes()
                .that()
                .resideInAPackage("io.fairlead.model..")
                .and()
                .doNotHaveModifier(JavaModifier.PRIVATE)
                .and(DescribedPredicate.describe(
                        "are declared, not synthetic", type -> !type.isAnonymousClass() && !isPackageInfo(type)))
                .should(new ArchCondition<>("be records, enums, sealed interfaces or the seam") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean word = type.isRecord() || type.isEnum() || (type.isInterface() && type.isSealed());
                        boolean fits = word || SEAM.contains(type.getName()) || isBodyOfConstant(type);
                        events.add(new SimpleConditionEvent(type, fits, type.getName()));
                    }
                })
                .as("model is records, enums, sealed interfaces and the seam to load balancers");
    }

    private static boolean isBodyOfConstant(JavaClass type) {
        return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
    }

    private static ArchRule namesSayWhatAClassIs() {
        return classes()
                .should(new ArchCondition<>("have a name that says what they are") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String name = type.getSimpleName();
                        boolean empty = EMPTY_NAME.matcher(name).matches()
                                && !FIELD_TERM.matcher(name).matches();
                        boolean emptyPackage =
                                EMPTY_PACKAGE.matcher(type.getPackageName()).matches();
                        events.add(new SimpleConditionEvent(type, !empty && !emptyPackage, type.getName()));
                    }
                })
                .as("no util packages, no Manager, Helper, Utils or Impl");
    }

    private static ArchRule everyPackageIsNullMarked() {
        return classes()
                .should(new ArchCondition<>("stand in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(type, marked, type.getName()));
                    }
                })
                .as("every package is @NullMarked");
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static DescribedPredicate<JavaAccess<?>> named(String... names) {
        return DescribedPredicate.describe(
                "target is one of " + List.of(names),
                access -> List.of(names).contains(access.getTarget().getName())
                        && !access.getTargetOwner().getPackageName().startsWith("io.fairlead"));
    }

    private static DescribedPredicate<JavaAccess<?>> owned(String owner, String... names) {
        return DescribedPredicate.describe(
                "target is " + owner + "." + List.of(names),
                access -> access.getTargetOwner().getName().equals(owner)
                        && List.of(names).contains(access.getTarget().getName()));
    }
}
