package io.fairlead.standin.fleet;

import com.google.gson.JsonObject;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import io.fairlead.rollout.Stage;
import io.fairlead.standin.fleet.SimulatedSite.Manner;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rollout in one wave to sites that all converge, at the rate of the hub's throttle, over virtual time.
 *
 * @param lastChange when the last twin was changed
 * @param done the number of sites that were done at the end
 * @param throttled the number of calls that the hub throttled
 */
public record SimulatedApply(Duration lastChange, int done, int throttled) {

    /**
     * Runs the rollout.
     *
     * @param rate the throttle of the hub, in changed twins a second, and the rate of the fleet
     */
    public static SimulatedApply of(int sites, int rate) {
        SimulatedFleet hub = new SimulatedFleet(1, 0, rate);
        StringBuilder table = new StringBuilder("site\n");
        for (int i = 0; i < sites; i++) {
            String name = "s%05d".formatted(i);
            table.append(name).append('\n');
            hub.add(name, new SimulatedSite(new JsonObject(), Manner.WELL, Duration.ofSeconds(20)));
        }
        Fleet fleet = FleetReader.read(new TreeMap<>(Map.of(
                "fleet.yaml",
                "hub: h.test\nrate: " + rate + "\n",
                "sites.csv",
                table.toString(),
                "base.json",
                "{\"schema\":1,\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"nginx:2\"}}}}}")));
        Rollout rollout = hub.run(new RolloutPlan("r1", false, fleet.settings(), fleet.documents()), any -> false);
        return new SimulatedApply(
                hub.lastChange(), rollout.progress().counts().getOrDefault(Stage.DONE, 0), hub.throttled());
    }
}
