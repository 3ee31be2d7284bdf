package io.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The core keeps nothing between two calls.
 *
 * <p>A class with mutable state (a field that is not final, or a collection of its own that it fills) is a
 * <em>collector</em>: allowed where it cannot outlive the call that made it, which is so when only its own package can
 * make one, no public method hands one out and no static field holds one. What holds a collector is one itself.
 */
final class CoreState {

    private static final String[] CORE =
            Layers.CORE.stream().map(name -> "io.fairlead." + name + "..").toArray(String[]::new);

    private static final List<Class<?>> MUTABLE =
            List.of(AbstractCollection.class, AbstractMap.class, BitSet.class, StringBuilder.class, StringBuffer.class);

    private CoreState() {}

    /** A static field is final and of no type that is there to be changed. */
    static ArchRule staticFieldsAreConstants() {
        return classes()
                .that()
                .resideInAnyPackage(CORE)
                .should(new ArchCondition<>("have only constants as static fields") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getFields().stream()
                                .filter(CoreState::isDeclaredStatic)
                                .filter(field -> !isFinal(field) || isMutable(field.getRawType()))
                                .forEach(field -> events.add(violated(field)));
                    }
                })
                .as("static fields in the core are constants");
    }

    /** An instance is immutable, or a collector that does not outlive the call. */
    static ArchRule instancesAreImmutableOrLocal() {
        return classes()
                .that()
                .resideInAnyPackage(CORE)
                .should(new ArchCondition<>("be immutable or local to one call") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (isCollector(type, Set.of())) {
                            waysOut(type)
                                    .forEach(way -> events.add(SimpleConditionEvent.violated(
                                            type, type.getName() + " can change and leaves its call by " + way)));
                        }
                        Stream.concat(sharedCollectors(type), handedOut(type))
                                .forEach(member -> events.add(SimpleConditionEvent.violated(
                                        type, member.getFullName() + " holds or hands out what can change")));
                    }
                })
                .as("objects in the core are immutable or local to one call");
    }

    private static Stream<String> waysOut(JavaClass type) {
        if (type.isEnum()) {
            return Stream.of("its constants");
        }
        Stream<String> constructors = type.getConstructors().stream()
                .filter(constructor -> isPublic(type) && isPublic(constructor))
                .map(JavaConstructor::getFullName);
        Stream<String> fields = type.getFields().stream()
                .filter(field -> !isFinal(field) && !field.getModifiers().contains(JavaModifier.PRIVATE))
                .map(JavaField::getFullName);
        return Stream.concat(constructors, fields);
    }

    private static Stream<JavaMember> sharedCollectors(JavaClass type) {
        return type.getFields().stream()
                .filter(CoreState::isDeclaredStatic)
                .filter(field -> isCollector(field.getRawType(), Set.of()))
                .map(JavaMember.class::cast);
    }

    private static Stream<JavaMember> handedOut(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> isPublic(type) && isPublic(method))
                .filter(method -> isCollector(method.getRawReturnType(), Set.of()))
                .map(JavaMember.class::cast);
    }

    /** Whether an instance can change, by itself or by what it holds. {@code seen} are the types that ask. */
    private static boolean isCollector(JavaClass type, Set<JavaClass> seen) {
        if (!type.getPackageName().startsWith("io.fairlead.") || seen.contains(type)) {
            return false;
        }
        Set<JavaClass> asking = new HashSet<>(seen);
        asking.add(type);
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .anyMatch(field -> !isFinal(field)
                        || isMutable(field.getRawType())
                        || isFilled(type, field)
                        || isCollector(field.getRawType(), asking));
    }

    /**
     * A collection's interface, in a class whose constructor makes a mutable one. A record is taken to copy what it was
     * given and to hold an unmodifiable view of the copy.
     */
    private static boolean isFilled(JavaClass type, JavaField field) {
        if (type.isRecord()) {
            return false;
        }
        boolean collection = field.getRawType().isAssignableTo(Collection.class)
                || field.getRawType().isAssignableTo(Map.class);
        return collection
                && type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getConstructorCallsFromSelf().stream())
                        .map(JavaConstructorCall::getTargetOwner)
                        .anyMatch(CoreState::isMutable);
    }

    private static boolean isMutable(JavaClass type) {
        return type.isArray()
                || (type.getPackageName().startsWith("java.")
                        && MUTABLE.stream().anyMatch(type::isAssignableTo))
                || type.getPackageName().equals("java.util.concurrent.atomic");
    }

    private static boolean isDeclaredStatic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isPublic(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isFinal(JavaField field) {
        return field.getModifiers().contains(JavaModifier.FINAL);
    }

    private static SimpleConditionEvent violated(JavaField field) {
        return (SimpleConditionEvent) SimpleConditionEvent.violated(field, field.getFullName() + " can change");
    }
}
