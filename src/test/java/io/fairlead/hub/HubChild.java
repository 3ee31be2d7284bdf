package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.methods.DirectMethods;
import java.util.Map;

/** A process that reports what it desires, for tests that need an environment of their own. */
final class HubChild {
    private HubChild() {}

    public static void main(String[] args) throws InterruptedException {
        HubSettings settings = HubSettings.of(System.getenv()).withTiming(HubRig.QUICK);
        try (HubConnection connection = HubConnection.start(settings, () -> {}, new DirectMethods(Map.of()))) {
            while (true) {
                connection.latest().ifPresent(document -> {
                    JsonObject report = new JsonObject();
                    report.addProperty("version", document.version());
                    report.add("echo", document.desired());
                    connection.report(report);
                });
                Thread.sleep(50);
            }
        }
    }
}
