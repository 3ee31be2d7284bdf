package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says of going back and of another device in the place of one, done as it is written. */
@NeedsRig
class OperationsIT {

    private static final Pattern ROLL_BACK = Pattern.compile("--desired '(\\{\"control\": \\{\"rollbackTo\": )5(}})'");

    @Test
    void aRevisionIsRestoredAndAnotherDeviceGivesEachTierTheAddressThatItHad() throws IOException {
        JsonObject desired;
        Map<String, String> addresses;
        try (EndToEnd device = new EndToEnd()) {
            desired = json("""
                    {"schema": 1, "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                     "apps": {"zoo": {"tiers": {"web": {"image": "zoo:1", "expose": "external", "ports": "80"}}}}}
                    """.formatted(device.range(0, 3)));
            device.module.start();
            JsonObject first = device.converged(device.backEnd.replace(desired.toString()));
            String other =
                    "{\"tiers\": {\"web\": {\"image\": \"art:1\", \"expose\": \"external\", \"ports\": \"80\"}}}";
            desired.getAsJsonObject("apps").add("art", json(other));
            JsonObject both = device.converged(device.backEnd.replace(desired.toString()));
            addresses = addresses(both);
            assertEquals(Map.of("zoo.web", device.ip(0), "art.web", device.ip(1)), addresses);
            rollBack(device, BackEnd.text(first, "status.revision"), desired);
        }

        addresses.forEach((tier, address) -> tier(desired, tier).addProperty("address", address));
        try (EndToEnd device = new EndToEnd()) {
            device.module.start();
            assertEquals(addresses, addresses(device.converged(device.backEnd.replace(desired.toString()))));
        }
    }

    /** An edit that was wrong is undone by the revision before it, and the document is corrected. */
    private static void rollBack(EndToEnd device, String revision, JsonObject good) throws IOException {
        JsonObject wrong = good.deepCopy();
        tier(wrong, "zoo.web").addProperty("image", "zoo:2");
        device.converged(device.backEnd.replace(wrong.toString()));
        Matcher command = ROLL_BACK.matcher(Files.readString(Path.of("docs", "operations.md")));
        assertTrue(command.find());
        device.backEnd.patch(command.group(1) + revision + command.group(2));
        Eventually.holds(
                "revision " + revision + " is in force",
                EndToEnd.SOON,
                () -> device.container("zoo-web").getImage().equals("zoo:1")
                        && device.address("art-web").isEmpty());
        JsonObject corrected = good.deepCopy();
        corrected.add("control", json("{\"rollbackTo\": 0}"));
        device.converged(device.backEnd.replace(corrected.toString()));
        assertEquals("zoo:1", device.container("zoo-web").getImage());
    }

    /** What {@code workloads.*.tiers.*.address} says. */
    private static Map<String, String> addresses(JsonObject reported) {
        Map<String, String> addresses = new TreeMap<>();
        for (String app : reported.getAsJsonObject("workloads").keySet()) {
            JsonObject tiers =
                    reported.getAsJsonObject("workloads").getAsJsonObject(app).getAsJsonObject("tiers");
            for (Map.Entry<String, JsonElement> tier : tiers.entrySet()) {
                addresses.put(
                        app + "." + tier.getKey(), BackEnd.text(tier.getValue().getAsJsonObject(), "address"));
            }
        }
        return addresses;
    }

    private static JsonObject tier(JsonObject desired, String name) {
        String[] parts = name.split("\\.", -1);
        return BackEnd.at(desired, "apps." + parts[0] + ".tiers." + parts[1]).getAsJsonObject();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
