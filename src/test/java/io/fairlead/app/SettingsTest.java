package io.fairlead.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairlead.plan.Registries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings of an environment: defaults, every variable, and what is refused. */
class SettingsTest {

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        assertEquals(
                new Settings(
                        "fairlead",
                        "fairlead-apps",
                        "metallb-system",
                        Registries.ANY,
                        Optional.empty(),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1)),
                Settings.from(Map.of("PATH", "/bin")));
    }

    @Test
    void everyVariableCounts() {
        assertEquals(
                new Settings(
                        "a",
                        "b",
                        "c",
                        Registries.of(List.of("docker.io/library", "mcr.microsoft.com")),
                        Optional.of(Path.of("/k")),
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofMillis(100)),
                Settings.from(Map.of(
                        "FAIRLEAD_REGISTRIES", "mcr.microsoft.com, docker.io/library",
                        "FAIRLEAD_NAMESPACE", "a",
                        "FAIRLEAD_APPS_NAMESPACE", "b",
                        "FAIRLEAD_METALLB_NAMESPACE", "c",
                        "KUBECONFIG", "/k",
                        "FAIRLEAD_TWIN_REREAD_SECONDS", "30",
                        "FAIRLEAD_NETWORK_OUTAGE_SECONDS", "0",
                        "FAIRLEAD_REPORT_INTERVAL_MS", "100",
                        "FAIRLEAD_LOG_LEVEL", "DEBUG",
                        "FAIRLEAD_RIG", "/rig")));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Settings.from(Map.of(
                        "FAIRLEAD_NAMESPACE", "Not_A_Name",
                        "FAIRLEAD_APPS_NAMESPACE", "kube-system",
                        "FAIRLEAD_REGISTRIES", "https://mcr.microsoft.com",
                        "FAIRLEAD_TWIN_REREAD_SECONDS", "29",
                        "FAIRLEAD_REPORT_INTERVAL_MS", "soon",
                        "FAIRLEAD_NAMESPCE", "x")));
        List<String> variables = String.valueOf(refused.getMessage())
                .lines()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertEquals(
                List.of(
                        "FAIRLEAD_NAMESPACE",
                        "FAIRLEAD_APPS_NAMESPACE",
                        "FAIRLEAD_REGISTRIES",
                        "FAIRLEAD_TWIN_REREAD_SECONDS",
                        "FAIRLEAD_REPORT_INTERVAL_MS",
                        "FAIRLEAD_NAMESPCE"),
                variables);
    }
}
