package io.fairlead.network.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Manage;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.PoolWorld;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps lead from the pools of the cluster to those of the twin. */
class PoolPlannerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in the cluster          | wanted                  | in use      | steps                                                                        | more
            ''                        | p 192.0.2.1             | ''          | IPAddressPool fairlead-p = 192.0.2.1-192.0.2.1 (new pool); L2Advertisement fairlead-p (new advertisement) | false
            p 192.0.2.1               | p 192.0.2.1             | ''          | ''                                                                           | false
            p 192.0.2.1               | p 192.0.2.1-192.0.2.3   | 192.0.2.1   | IPAddressPool fairlead-p = 192.0.2.1-192.0.2.3 (pool changes)                | false
            p 192.0.2.1-192.0.2.3     | p 192.0.2.1             | ''          | IPAddressPool fairlead-p = 192.0.2.1-192.0.2.1 (pool shrinks)                | false
            p 192.0.2.1-192.0.2.3     | p 192.0.2.1-192.0.2.2   | 192.0.2.3   | IPAddressPool fairlead-p = 192.0.2.1-192.0.2.2,192.0.2.3-192.0.2.3 (pool changes) | true
            p 192.0.2.1-192.0.2.3     | p 192.0.2.3             | 192.0.2.1   | IPAddressPool fairlead-p = 192.0.2.3-192.0.2.3,192.0.2.1-192.0.2.1 (pool shrinks) | true
            p 192.0.2.1               | ''                      | ''          | IPAddressPool fairlead-p = gone (pool left the twin); L2Advertisement fairlead-p = gone (advertisement left the twin) | false
            p 192.0.2.1-192.0.2.3     | ''                      | 192.0.2.2   | IPAddressPool fairlead-p = 192.0.2.2-192.0.2.2 (pool shrinks)                | true
            p 192.0.2.1; q 192.0.2.2  | p 192.0.2.1-192.0.2.2   | ''          | IPAddressPool fairlead-q = gone (pool left the twin); L2Advertisement fairlead-q = gone (advertisement left the twin) | true
            """)
    void aChangeGoesAsFarAsItCanWithoutAMomentInWhichAnAddressInUseIsInNoPoolOrInTwo(
            String cluster, String wanted, String used, String steps, boolean more) {
        NetworkDecision plan = PoolPlanner.plan(new PoolWorld()
                .own(cluster)
                .inForce(cluster)
                .wanted(wanted)
                .used(used)
                .policy(Manage.OWN, OnShrink.DRAIN)
                .input());
        assertEquals(steps, PoolWorld.steps(plan.areaPlan()));
        assertEquals(more, plan.areaPlan().unfinished());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lab 192.0.2.1           | p 192.0.2.1             | OWN   | ''
            p 192.0.2.1             | p 192.0.2.1-192.0.2.2   | ADOPT | IPAddressPool p = 192.0.2.1-192.0.2.2 (pool is taken over)
            lab 192.0.2.1           | p 192.0.2.9             | OWN   | IPAddressPool fairlead-p = 192.0.2.9-192.0.2.9 (new pool); L2Advertisement fairlead-p (new advertisement)
            """)
    void aPoolOfOthersIsLeftAloneUnlessItIsAdopted(String foreign, String wanted, Manage manage, String steps) {
        NetworkDecision plan = PoolPlanner.plan(new PoolWorld()
                .foreign(foreign)
                .wanted(wanted)
                .policy(manage, OnShrink.REFUSE)
                .input());
        assertEquals(steps, PoolWorld.steps(plan.areaPlan()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OWN     | NONE  | K3s            | network.services.pools: NoRights: the module may not read the pools of the cluster, so that nothing is known of them; apply module/rbac/pools.yaml, or make the pools of the cluster have exactly 192.0.2.1-192.0.2.3
            OWN     | READ  | K3s            | network.services.pools: NoRights: the module may not write the pools of the cluster, and 192.0.2.2-192.0.2.3 is in no pool of the cluster; apply module/rbac/pools.yaml, or make the pools of the cluster have exactly 192.0.2.1-192.0.2.3
            OBSERVE | WRITE | K3s            | network.services.pools: AddressNotInPool: 192.0.2.2-192.0.2.3 is in no pool of the cluster; make the pools of the cluster have exactly 192.0.2.1-192.0.2.3
            OBSERVE | WRITE | AzureStackEdge | network.services.pools: AddressNotInPool: 192.0.2.2-192.0.2.3 is in no pool of the cluster; on the Compute page of the device's local UI enter Kubernetes external service IPs: 192.0.2.1-192.0.2.3
            """)
    void wherePoolsAreNotWrittenTheReportSaysWhatToDoOnThatKindOfDevice(
            Manage manage, Access may, Platform platform, String problem) {
        NetworkDecision plan = PoolPlanner.plan(new PoolWorld()
                .foreign("lab 192.0.2.1")
                .wanted("p 192.0.2.1-192.0.2.3")
                .policy(manage, OnShrink.REFUSE)
                .may(Area.POOLS, may)
                .on(platform)
                .input());
        assertEquals("", PoolWorld.steps(plan.areaPlan()));
        assertEquals(
                problem,
                plan.areaPlan().problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }

    @Test
    void whatDrainsIsRememberedSoThatAPoolDeletedByHandComesBackWithIt() {
        PoolWorld world = new PoolWorld()
                .own("p 192.0.2.1-192.0.2.3")
                .inForce("p 192.0.2.1-192.0.2.3")
                .wanted("p 192.0.2.1")
                .used("192.0.2.3")
                .policy(Manage.OWN, OnShrink.DRAIN);
        NetworkDecision draining = PoolPlanner.plan(world.input());
        assertEquals("pool p: Service apps/s0 (192.0.2.3)", draining.draining().toString());
        assertEquals("{p=192.0.2.3-192.0.2.3}", draining.draining().addresses().toString());

        NetworkDecision back = PoolPlanner.plan(new PoolWorld()
                .inForce("p 192.0.2.1")
                .wanted("p 192.0.2.1")
                .used("192.0.2.3")
                .journal(draining.areaPlan().journal())
                .input());
        assertEquals(
                "IPAddressPool fairlead-p = 192.0.2.1-192.0.2.1,192.0.2.3-192.0.2.3 (new pool);"
                        + " L2Advertisement fairlead-p (new advertisement)",
                PoolWorld.steps(back.areaPlan()));
    }
}
