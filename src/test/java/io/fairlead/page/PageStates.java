package io.fairlead.page;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.Phase;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.Map;

/** States of a device in which a person looks at its page, each as the loop reports it. */
final class PageStates {

    private PageStates() {}

    /** All is well: three apps, a Service created by others, one address that drains and one reserved. */
    static PageWorld good() {
        PageWorld world = new PageWorld()
                .pool("default", "10.126.75.206-10.126.75.217")
                .pool("line-2", "10.126.76.0/27")
                .tier("shop", "10.126.75.206")
                .tier("telemetry", "10.126.75.207")
                .tier("cameras", "10.126.76.3")
                .service("kube-system", "ingress-nginx", "10.126.75.210", Map.of())
                .service("legacy", "scada", "10.126.75.218", Map.of())
                .node("node-a", "10.126.75.200")
                .node("node-b", "10.126.75.201");
        world.draining.put("default", AddressSet.of("10.126.75.218"));
        world.reservations.put(new TierId("kiosk", "web"), new Reservation(Address.of("10.126.75.209"), true));
        world.keepFree = 1;
        return world;
    }

    static PageWorld poolFull() {
        PageWorld world = new PageWorld().pool("default", "10.126.75.206-10.126.75.209");
        for (int i = 0; i < 4; i++) {
            world.tier("line-" + (i + 1), "10.126.75." + (206 + i));
        }
        world.waiting("kiosk", Code.PoolExhausted, "no address of pool default is free");
        world.phase = Phase.Degraded;
        return world.problem("apps.kiosk.tiers.web", Code.PoolExhausted, "no address of pool default is free");
    }

    static PageWorld wrongImage() {
        PageWorld world = good();
        world.phase = Phase.Degraded;
        return world.failing(
                "shop", TierPhase.Failed, Code.ImagePull, "cannot pull registry.example/shop:2: not found");
    }

    static PageWorld noRights() {
        PageWorld world = good();
        world.phase = Phase.Degraded;
        return world.problem(
                "network.services.pools",
                Code.NoRights,
                "the module may not write pools; apply module/rbac/pools.yaml");
    }

    static PageWorld hubAway() {
        PageWorld world = good();
        world.hub = false;
        return world;
    }

    static PageWorld clusterAway() {
        PageWorld world = good();
        world.blind = true;
        return world.problem(
                "cluster",
                Code.ClusterUnreachable,
                "no answer from https://172.28.0.1:443 for 40 s: connect timed out");
    }

    /** As many apps as a twin holds, in a pool of 1024 addresses. */
    static PageWorld large() {
        PageWorld world = new PageWorld().pool("default", "10.126.72.0/22").pool("edge", "10.126.76.0/24");
        for (int i = 0; i < 192; i++) {
            world.tier("app-" + i, i < 100 ? "10.126.76." + (10 + i) : "10.126." + (72 + i % 4) + "." + i);
        }
        return world;
    }
}
