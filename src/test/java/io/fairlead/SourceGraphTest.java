package io.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module's sources have no large circles, and each kind of circle is found where one is planted. */
class SourceGraphTest {

    private static final String FOUR = "class D { int x = A.SIZE; }";

    @Test
    void noCircleOfFilesInAPackageIsLargerThanATypeAndWhatItIsMadeOf() {
        assertEquals(List.of(), module().largeCircles());
    }

    @Test
    void noPackagesStandInACircleAtAnyDepth() {
        assertEquals(List.of(), module().circlesOfPackages());
    }

    @Test
    void aCircleOfFourFilesIsFoundAlsoWhereOneNamesOnlyAConstantOfAnother() {
        assertEquals(
                List.of(circle("plan.A", "plan.B", "plan.C", "plan.D")),
                plan(FOUR).largeCircles());
        assertEquals(List.of(), plan("class D { int x = 1; }").largeCircles());
    }

    @Test
    void aCircleThroughAnotherPackageIsOneOfPackages() {
        SourceGraph graph = graph(
                "network.Room", "package io.fairlead.network; class Room { io.fairlead.network.pools.Pools pools; }",
                "network.pools.Pools",
                        "package io.fairlead.network.pools; import io.fairlead.network.Room; class Pools {}");
        assertEquals(List.of(circle("network", "network.pools")), graph.circlesOfPackages());
        assertEquals(List.of(), graph.largeCircles());
    }

    @Test
    void aFileLeadsToWhateverTheFilesThatItNamesLeadTo() {
        assertEquals(Set.of("plan.A", "plan.B", "plan.C"), plan(FOUR).reach("plan.D"));
        assertEquals(Set.of("plan.B", "plan.C"), plan("class D { B b; }").reach("plan.D"));
    }

    private static SourceGraph module() {
        return SourceGraph.of(SourceGraph.under(Path.of("src/main/java")));
    }

    private static SourceGraph plan(String last) {
        return graph(
                "plan.A", "package io.fairlead.plan; class A { static final int SIZE = 1; B b; }",
                "plan.B", "package io.fairlead.plan; class B { java.util.List<C> c; }",
                "plan.C", "package io.fairlead.plan; class C { Object d() { return new D[0]; } }",
                "plan.D", "package io.fairlead.plan; " + last);
    }

    /** File by file its name and its text. */
    private static SourceGraph graph(String... files) {
        List<Planted.Unit> units = new ArrayList<>();
        for (int i = 0; i < files.length; i += 2) {
            units.add(new Planted.Unit("io.fairlead." + files[i], files[i + 1]));
        }
        return SourceGraph.of(units);
    }

    private static SortedSet<String> circle(String... files) {
        return new TreeSet<>(Stream.of(files).toList());
    }
}
