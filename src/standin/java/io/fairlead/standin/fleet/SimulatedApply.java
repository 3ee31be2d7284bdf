package io.fairlead.standin.fleet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
 * A rollout to many sites at the rate of the hub's throttle, over virtual time.
 *
 * @param lastChange when the last twin was changed
 * @param outcome how it ended
 * @param counts the number of sites at each stage at the end
 * @param harmed the number of sites that are harmed, also those that show it only after the end
 * @param throttled the number of calls that the hub throttled
 */
public record SimulatedApply(
        Duration lastChange, Rollout.Outcome outcome, Map<Stage, Integer> counts, int harmed, int throttled) {

    private static final String DOCUMENT =
            "{\"schema\":1,\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"nginx:%d\"}}}}}";

    /** The share of sites in the first and in the first two waves, in percent. */
    private static final int CANARIES = 1;

    private static final int CITY = 20;

    /** Copies the counts. */
    public SimulatedApply {
        counts = Map.copyOf(counts);
    }

    /**
     * One wave, and all sites converge.
     *
     * @param rate the throttle of the hub, in changed twins a second, and the rate of the fleet
     */
    public static SimulatedApply of(int sites, int rate) {
        SimulatedFleet hub = new SimulatedFleet(1, 0, rate);
        StringBuilder table = new StringBuilder("site\n");
        for (int i = 0; i < sites; i++) {
            table.append(name(i)).append('\n');
            hub.add(name(i), new SimulatedSite(document(1), Manner.WELL, Duration.ofSeconds(20)));
        }
        return run(hub, "hub: h.test\nrate: " + rate + "\n", table);
    }

    /**
     * Three waves of modules as they are: they report after up to a minute, one in fifty is not connected and one in fifty was
     * ill before. In the third wave a third of them breaks or refuses the document.
     *
     * @param atOnce the most sites of the third wave that may be changed and not done
     */
    public static SimulatedApply thatBreaks(int sites, int rate, int atOnce) {
        SimulatedFleet hub = new SimulatedFleet(1, 0.01, rate);
        StringBuilder table = new StringBuilder("site,wave\n");
        for (int i = 0; i < sites; i++) {
            String wave = i < sites * CANARIES / 100 ? "canary" : i < sites * CITY / 100 ? "city" : "country";
            table.append(name(i) + "," + wave + "\n");
            hub.add(name(i), new SimulatedSite(document(1), manner(i, wave), Duration.ofSeconds(1 + i % 60)));
        }
        String waves = "waves: [canary, city, {name: country, atOnce: " + atOnce + "}]\n";
        return run(hub, "hub: h.test\nrate: " + rate + "\n" + waves, table);
    }

    private static Manner manner(int site, String wave) {
        return switch (site % 50) {
            case 7 -> Manner.AWAY;
            case 9 -> Manner.ILL;
            default ->
                !wave.equals("country") || site % 3 > 0 ? Manner.WELL : site % 2 > 0 ? Manner.BREAKS : Manner.REFUSES;
        };
    }

    private static String name(int site) {
        return "s%05d".formatted(site);
    }

    private static JsonObject document(int release) {
        return JsonParser.parseString(DOCUMENT.formatted(release)).getAsJsonObject();
    }

    private static SimulatedApply run(SimulatedFleet hub, String settings, StringBuilder table) {
        Fleet fleet = FleetReader.read(new TreeMap<>(
                Map.of("fleet.yaml", settings, "sites.csv", table.toString(), "base.json", DOCUMENT.formatted(2))));
        Rollout rollout = hub.run(new RolloutPlan("r1", false, fleet.settings(), fleet.documents()), any -> false);
        hub.pass(Duration.ofMinutes(5));
        int harmed = (int) hub.sites().values().stream()
                .filter(site -> site.isHarmed(hub.now()))
                .count();
        return new SimulatedApply(
                hub.lastChange(), rollout.outcome(), rollout.progress().counts(), harmed, hub.throttled());
    }

    /** The number of sites at a stage. */
    public int count(Stage stage) {
        return counts.getOrDefault(stage, 0);
    }
}
