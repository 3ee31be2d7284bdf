package io.fairlead.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.loop.Deadlines;
import io.fairlead.model.Platform;
import io.fairlead.page.Exposure;
import io.fairlead.plan.target.Registries;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings of an environment: defaults, every variable, and what is refused. */
class SettingsTest {

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        assertEquals(
                new Settings(
                        "fairlead",
                        "fairlead-apps",
                        Set.of(),
                        "metallb-system",
                        Registries.ANY,
                        Optional.empty(),
                        Duration.ofMinutes(10),
                        new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(1)),
                        Optional.empty(),
                        Duration.ofMinutes(3),
                        true,
                        Optional.empty(),
                        "mqtt",
                        9600,
                        Exposure.LOOPBACK,
                        Duration.ofSeconds(1)),
                Settings.from(Map.of("PATH", "/bin")));
    }

    @Test
    void everyVariableCounts() {
        assertEquals(
                new Settings(
                        "a",
                        "b",
                        Set.of("shop", "lab"),
                        "c",
                        Registries.of(List.of("docker.io/library", "mcr.microsoft.com")),
                        Optional.of(Path.of("/k")),
                        Duration.ofSeconds(30),
                        new Deadlines(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10)),
                        Optional.of(new InetSocketAddress("172.28.0.10", 53)),
                        Duration.ofSeconds(5),
                        false,
                        Optional.of(Platform.K3s),
                        "mqtt-ws",
                        0,
                        Exposure.ALL,
                        Duration.ofMillis(100)),
                Settings.from(Map.ofEntries(
                        Map.entry("FAIRLEAD_REGISTRIES", "mcr.microsoft.com, docker.io/library"),
                        Map.entry("FAIRLEAD_NAMESPACE", "a"),
                        Map.entry("FAIRLEAD_APPS_NAMESPACE", "b"),
                        Map.entry("FAIRLEAD_APPS_NAMESPACES", "shop, lab"),
                        Map.entry("FAIRLEAD_METALLB_NAMESPACE", "c"),
                        Map.entry("KUBECONFIG", "/k"),
                        Map.entry("FAIRLEAD_TWIN_REREAD_SECONDS", "30"),
                        Map.entry("FAIRLEAD_NETWORK_OUTAGE_SECONDS", "0"),
                        Map.entry("FAIRLEAD_APP_DEADLINE_SECONDS", "5"),
                        Map.entry("FAIRLEAD_READY_DELAY_MS", "10000"),
                        Map.entry("FAIRLEAD_DNS_SERVER", "172.28.0.10:53"),
                        Map.entry("FAIRLEAD_DNS_DEADLINE_SECONDS", "5"),
                        Map.entry("FAIRLEAD_DNS_FORWARD", "forbid"),
                        Map.entry("FAIRLEAD_PLATFORM", "k3s"),
                        Map.entry("FAIRLEAD_HUB_PROTOCOL", "MQTT-WS"),
                        Map.entry("FAIRLEAD_PORT", "0"),
                        Map.entry("FAIRLEAD_PAGE", "all"),
                        Map.entry("FAIRLEAD_REPORT_INTERVAL_MS", "100"),
                        Map.entry("FAIRLEAD_LOG_LEVEL", "DEBUG"),
                        Map.entry("FAIRLEAD_RIG", "/rig"))));
    }

    @Test
    void appsAreApartFromTheSystemAndTheModule() {
        for (String name : List.of("kube-system", "metallb-system", "own", "lb", "Shop", "a,b,c,d,e,f,g,h,i,j,k")) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> Settings.from(Map.of(
                            "FAIRLEAD_NAMESPACE", "own",
                            "FAIRLEAD_METALLB_NAMESPACE", "lb",
                            "FAIRLEAD_APPS_NAMESPACES", name)),
                    name);
            assertTrue(String.valueOf(refused.getMessage()).startsWith("FAIRLEAD_APPS_NAMESPACES: "), name);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Settings.from(Map.of("FAIRLEAD_NAMESPACE", "own", "FAIRLEAD_APPS_NAMESPACE", "own")));
    }

    /** The table in the README, with the defaults. */
    @Test
    void theReadmeNamesEveryVariableAndItsDefault() throws IOException {
        Map<String, String> table = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|.*\\| ([^|]*) \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            table.put(row.group(1), row.group(2).strip().replace("`", ""));
        }
        assertEquals(new TreeSet<>(Settings.names()), table.keySet());
        String described = Settings.from(Map.of()).describe() + " ";
        table.forEach((name, value) -> {
            if (value.matches("[a-z0-9-]+") && !Set.of("none", "anywhere").contains(value)) {
                assertTrue(described.contains(name + "=" + value + " "), name + " is " + value + " in the README");
            }
        });
    }

    /** A name that only the sources, the template or the docs know is a setting that nothing reads; the digest is the template's. */
    @Test
    void whateverNamesASettingNamesOneThatThereIs() throws IOException {
        Pattern setting = Pattern.compile("FAIRLEAD_(?!RIG|DIGEST)[A-Z_]+");
        Map<String, Path> named = new TreeMap<>();
        for (String place : List.of("README.md", "deployment.template.json", "docs", "module", "bench", "src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher found = setting.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                    while (found.find()) {
                        named.put(found.group(), file);
                    }
                }
            }
        }
        assertTrue(named.containsKey("FAIRLEAD_LOG_LEVEL"), named::toString);
        named.keySet().removeAll(Settings.names());
        assertEquals(Map.of(), named);
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
                        "FAIRLEAD_DNS_SERVER", "dns.example:53",
                        "FAIRLEAD_LOG_LEVEL", "loud",
                        "FAIRLEAD_REPORT_INTERVAL_MS", "soon",
                        "FAIRLEAD_NAMESPCE", "x")));
        List<String> variables = String.valueOf(refused.getMessage())
                .lines()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertEquals(
                List.of(
                        "FAIRLEAD_NAMESPACE",
                        "FAIRLEAD_REGISTRIES",
                        "FAIRLEAD_TWIN_REREAD_SECONDS",
                        "FAIRLEAD_DNS_SERVER",
                        "FAIRLEAD_REPORT_INTERVAL_MS",
                        "FAIRLEAD_LOG_LEVEL",
                        "FAIRLEAD_APPS_NAMESPACE",
                        "FAIRLEAD_NAMESPCE"),
                variables);
    }
}
