package io.fairlead.network.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Manage;
import io.fairlead.model.OnShrink;
import io.fairlead.network.PoolWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refuses a network part before any pool is touched, and what a comparison says where none may be touched. */
class PoolChecksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # own now             | wanted                | others'                     | in use    | how          | problems
            p 192.0.2.1-192.0.2.3 | p 192.0.2.1           | ''                          | 192.0.2.3 | OWN REFUSE   | network.services.pools.p.addresses AddressInUse
            p 192.0.2.1-192.0.2.3 | p 192.0.2.1           | ''                          | 192.0.2.1 | OWN REFUSE   | ''
            p 192.0.2.1-192.0.2.3 | p 192.0.2.1           | ''                          | 192.0.2.3 | OWN DRAIN    | ''
            p 192.0.2.1-192.0.2.3 | p 192.0.2.1           | ''                          | 192.0.2.3 | OWN REASSIGN | network.services.pools.p.addresses AddressInUse
            p 192.0.2.1           | ''                    | ''                          | 192.0.2.1 | OWN REFUSE   | network.services.pools.p AddressInUse
            p 192.0.2.1           | ''                    | ''                          | 192.0.2.1 | OBSERVE REFUSE | ''
            p 192.0.2.1           | q 192.0.2.1           | ''                          | 192.0.2.1 | OWN REFUSE   | network.services.pools.p AddressInUse
            ''                    | p 192.0.2.1-192.0.2.3 | lab 192.0.2.3-192.0.2.4     | ''        | OWN REFUSE   | network.services.pools.p.addresses Overlap
            ''                    | p 192.0.2.3-192.0.2.4 | lab 192.0.2.3-192.0.2.4     | ''        | OWN REFUSE   | ''
            ''                    | lab 192.0.2.3         | lab 192.0.2.3-192.0.2.4     | ''        | ADOPT REFUSE | ''
            """)
    void aNetworkPartThatWouldTakeAnAddressIsRefused(
            String own, String wanted, String foreign, String used, String how, String problems) {
        String[] policy = how.split(" ", 2);
        assertEquals(
                problems,
                PoolWorld.problems(PoolChecks.check(new PoolWorld()
                        .own(own)
                        .inForce(own)
                        .foreign(foreign)
                        .wanted(wanted)
                        .used(used)
                        .policy(Manage.valueOf(policy[0]), OnShrink.valueOf(policy[1]))
                        .input())));
    }

    @Test
    void whereServicesMayNotBeReadEveryAddressMayBeSomebodys() {
        PoolWorld world = new PoolWorld()
                .own("p 192.0.2.1-192.0.2.3")
                .inForce("p 192.0.2.1-192.0.2.3")
                .wanted("p 192.0.2.1")
                .policy(Manage.OWN, OnShrink.DRAIN);
        assertEquals("", PoolWorld.problems(PoolChecks.check(world.input())));
        assertEquals(
                "network.services.pools.p.addresses NoRights",
                PoolWorld.problems(
                        PoolChecks.check(world.may(Area.SERVICES, Access.NONE).input())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the cluster's             | wanted                | may   | problems                                | offered
            lab 192.0.2.1-192.0.2.3     | p 192.0.2.1-192.0.2.3 | READ  | ''                                      | 192.0.2.1-192.0.2.3
            lab 192.0.2.1-192.0.2.3     | p 192.0.2.3-192.0.2.4 | READ  | network.services.pools NoRights         | 192.0.2.3-192.0.2.3
            ''                          | p 192.0.2.3-192.0.2.4 | READ  | network.services.pools NoRights         | ''
            lab 192.0.2.1-192.0.2.3     | p 192.0.2.3-192.0.2.4 | NONE  | network.services.pools NoRights         | 192.0.2.3-192.0.2.4
            lab 192.0.2.1-192.0.2.3     | p 192.0.2.3-192.0.2.4 | WRITE | network.services.pools AddressNotInPool | 192.0.2.3-192.0.2.3
            """)
    void poolsThatAreNotWrittenAreComparedAndGiveWhatBothHave(
            String foreign, String wanted, Access may, String problems, String offered) {
        var plan = PoolPlanner.plan(new PoolWorld()
                .foreign(foreign)
                .wanted(wanted)
                .may(Area.POOLS, may)
                .policy(may == Access.WRITE ? Manage.OBSERVE : Manage.OWN, OnShrink.REFUSE)
                .input());
        assertEquals("", PoolWorld.steps(plan.areaPlan()));
        assertEquals(problems, PoolWorld.problems(plan.areaPlan().problems()));
        assertEquals(offered, plan.pools().values().iterator().next().offered().toString());
    }
}
