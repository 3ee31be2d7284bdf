package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A day on which nothing is wrong, on real parts: no report has a code, and the module is never Blind or Degraded. */
@NeedsRig
class HealthyDayIT {

    private final Set<String> alarms = new ConcurrentSkipListSet<>();

    @Test
    void ordinaryProgressRaisesNoAlarm() throws InterruptedException {
        try (EndToEnd device = new EndToEnd()) {
            AtomicBoolean over = new AtomicBoolean();
            Thread watching = Thread.ofVirtual().start(() -> watch(device, over));
            device.module.start();
            device.converged(device.backEnd.replace("""
                    {"schema": 1,
                     "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                     "apps": {"shop": {"tiers": {
                       "web": {"image": "web.example/shop:1", "replicas": 2, "expose": "external", "ports": "80", "needs": "db"},
                       "db": {"image": "db.example/shop:1", "ports": "5432"}}}}}
                    """.formatted(device.range(0, 2))));
            device.converged(patchWeb(device, "\"image\": \"web.example/shop:2\""));
            device.converged(patchWeb(device, "\"address\": \"" + device.ip(1) + "\""));
            device.converged(patchWeb(device, "\"ports\": \"80, 53/UDP\""));
            device.converged(patchWeb(device, "\"replicas\": 0"));
            device.converged(patchWeb(device, "\"replicas\": 1"));
            device.module.kill();
            device.module.start();
            long version = device.backEnd.patch(
                    "{\"apps\": {\"more\": {\"image\": \"more.example/app:1\", \"ports\": \"80\"}}}");
            device.converged(version);
            device.converged(device.backEnd.patch("{\"apps\": {\"more\": null}}"));
            over.set(true);
            watching.join(Duration.ofSeconds(10));
        }
        assertEquals(Set.of(), alarms);
    }

    private static long patchWeb(EndToEnd device, String setting) {
        return device.backEnd.patch("{\"apps\": {\"shop\": {\"tiers\": {\"web\": {" + setting + "}}}}}");
    }

    /** Reads the twin far more often than the module reports. */
    private void watch(EndToEnd device, AtomicBoolean over) {
        Eventually.holds("the day is over", Duration.ofMinutes(10), () -> {
            read(device.backEnd.reported());
            return over.get();
        });
    }

    private void read(JsonObject reported) {
        String phase = BackEnd.text(reported, "status.phase");
        if (Set.of("Blind", "Degraded", "Rejected").contains(phase)) {
            alarms.add("phase " + phase);
        }
        codes("", reported);
    }

    private void codes(String path, JsonObject at) {
        for (Map.Entry<String, JsonElement> entry : at.entrySet()) {
            if (entry.getKey().equals("code")) {
                alarms.add(path + ": " + entry.getValue().getAsString() + ": " + BackEnd.text(at, "message"));
            } else if (entry.getValue() instanceof JsonObject below) {
                codes(path + "." + entry.getKey(), below);
            }
        }
    }
}
