package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever the module, the deployment controller, Calico, the owners of foreign pods and the twin do in whatever order: no
 * IPPool goes with a pod or a block in it, no two Deployments roll at once (both are held by {@link PodNetworkWorld}), and in
 * the end pods are where the twin says.
 */
class PodNetworkProperties {

    /** What may happen next; a cycle of the module ends after 0 to 2 writes, or is whole. */
    enum Event {
        CRASH_0,
        CRASH_1,
        CRASH_2,
        CYCLE,
        ROLL_A,
        ROLL_B,
        FOREIGN,
        COLLECT,
        APPLY_NEW,
        APPLY_OLD,
        PLAN
    }

    @Property(tries = 400)
    void theOldPoolGoesEmptyAndPodsEndWhereTheTwinSays(@ForAll("events") List<Event> events) {
        PodNetworkWorld world = new PodNetworkWorld();
        world.send("apply", PodNetworkWorld.NEW);
        events.forEach(event -> happens(world, event));

        world.send("apply", PodNetworkWorld.NEW);
        Planned end = world.toTheEnd();
        assertEquals(List.of(), end.problems());
        assertEquals(List.of(PodNetworkWorld.NEW), world.cidrs());
        assertEquals("{}", world.ledger().journal().toString());
    }

    private static void happens(PodNetworkWorld world, Event event) {
        switch (event) {
            case CRASH_0 -> cycle(world, 0);
            case CRASH_1 -> cycle(world, 1);
            case CRASH_2 -> cycle(world, 2);
            case CYCLE -> cycle(world, Integer.MAX_VALUE);
            case ROLL_A -> world.roll("a");
            case ROLL_B -> world.roll("b");
            case FOREIGN -> world.restartForeign();
            case COLLECT -> world.collect();
            case APPLY_NEW -> world.send("apply", PodNetworkWorld.NEW);
            case APPLY_OLD -> world.send("apply", PodNetworkWorld.OLD);
            case PLAN -> world.send("plan", PodNetworkWorld.NEW);
        }
    }

    private static void cycle(PodNetworkWorld world, int writes) {
        Planned unused = world.cycle(writes);
    }

    /** The twin changes its mind now and then only, so that moves come far. */
    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> often = Arbitraries.of(EnumSet.range(Event.CRASH_0, Event.COLLECT));
        Arbitrary<Event> seldom = Arbitraries.of(Event.APPLY_NEW, Event.APPLY_OLD, Event.PLAN);
        return Arbitraries.frequencyOf(Tuple.of(20, often), Tuple.of(1, seldom))
                .list()
                .ofMaxSize(120);
    }
}
