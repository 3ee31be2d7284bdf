package io.fairlead.bench;

import io.fairlead.app.ModuleProcess;
import io.fairlead.app.Settings;
import io.fairlead.hub.HubSettings;
import io.fairlead.hub.HubTiming;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;

/**
 * The module with short timers towards the hub, as a process: a token that lasts an hour on a device lasts half a second. For each line
 * that it reads it collects garbage and prints the bytes in use to standard error, where nothing else is printed.
 */
final class SoakModule {

    /** All but the token in the proportions of {@link HubTiming#DEFAULTS}. */
    private static final HubTiming FAST = new HubTiming(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(120),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofMillis(5),
            Duration.ofMillis(500),
            Duration.ofMillis(700),
            0.2);

    private SoakModule() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        HubSettings hub = HubSettings.of(environment).withTiming(FAST);
        try (ModuleProcess module = ModuleProcess.start(Settings.from(environment), hub);
                Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
            System.err.println(module.pagePort().orElseThrow());
            while (lines.hasNextLine()) {
                lines.nextLine();
                System.gc();
                System.err.println(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
    }
}
