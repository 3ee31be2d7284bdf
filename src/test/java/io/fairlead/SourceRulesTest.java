package io.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Sizes and Javadoc: the project's sources against {@link SourceRules}, and each rule against a planted violation. */
class SourceRulesTest {

    private static final int MEDIAN_METHOD_LINES = 8;

    @Test
    void everySourceKeepsToTheSizesAndHasJavadoc() {
        List<JavaFileObject> sources = new ArrayList<>(SourceGraph.under(Path.of("src/main/java")));
        sources.addAll(SourceGraph.under(Path.of("src/standin/java")));
        sources.addAll(SourceGraph.under(Path.of("src/test/java")));
        assertEquals("", String.join("\n", SourceRules.check(sources).faults()));
    }

    @Test
    void halfOfTheModulesMethodsAreShort() {
        int median =
                SourceRules.check(SourceGraph.under(Path.of("src/main/java"))).medianMethod();
        assertTrue(median > 0 && median <= MEDIAN_METHOD_LINES, () -> "median " + median);
    }

    @Test
    void aFileThatIsTooLongIsFound() {
        assertEquals(List.of("1: has 401 lines, more than 400"), faults("\n".repeat(400) + "/** A. */ class A {}"));
        assertEquals(List.of(), faults("\n".repeat(399) + "/** A. */ class A {}"));
    }

    @Test
    void aMethodThatIsTooLongIsFound() {
        assertEquals(
                List.of("1: act has 61 lines, more than 60"),
                faults("/** A. */ class A { void act() {" + "\n".repeat(60) + "} }"));
        assertEquals(List.of(), faults("/** A. */ class A { void act() {" + "\n".repeat(59) + "} }"));
    }

    @Test
    void tooManyParametersAreFoundExceptInARecord() {
        String seven = IntStream.range(0, 7).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
        assertEquals(
                List.of("1: act has 7 parameters, more than 6"),
                faults("/** A. */ interface A { void act(" + seven + "); }"));
        assertEquals(
                List.of("1: <init> has 7 parameters, more than 6"),
                faults("/** A. */ class A { A(" + seven + ") {} }"));
        assertEquals(List.of(), faults("/** A. */ record A(" + seven + ") { A {} }"));
    }

    @Test
    void aTypeWithoutJavadocIsFoundUnlessItIsPrivateOrLocal() {
        assertEquals(
                List.of("1: A has no Javadoc"), faults("class A { private record B() {} void a() { enum C {} } }"));
        assertEquals(
                List.of("1: B has no Javadoc", "1: C has no Javadoc"),
                faults(
                        "/** A. */ class A { enum B {} sealed interface C permits D {} private final class D implements C {} }"));
    }

    @Test
    void theMedianIsTheLengthThatHalfOfTheMethodsDoNotExceed() {
        String three = "void b() {\n\n}";
        assertEquals(
                3,
                check("class A { void a() {} " + three + " void c() {\n\n\n\n} }")
                        .medianMethod());
    }

    private static List<String> faults(String text) {
        return check(text).faults().stream()
                .map(fault -> fault.replaceFirst("^[^:]*:", ""))
                .toList();
    }

    private static SourceRules check(String text) {
        return SourceRules.check(List.of(new Planted.Unit("planted.A", text)));
    }
}
