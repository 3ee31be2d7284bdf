package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/fleet.md: its files are a fleet without problems, and its commands work in their order. */
class FleetDocTest {

    private static final Pattern FILE = Pattern.compile("```\\w+ file=(\\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STEPS = Pattern.compile("```sh five-hundred\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private static final Path PAGE = Path.of("docs/fleet.md");

    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private static SortedMap<String, String> filesOfThePage() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Matcher file = FILE.matcher(Files.readString(PAGE));
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }

    private static List<String> commandsOfThePage() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("    ./fairlead fleet "))
                .map(line -> line.replaceFirst(".*?fleet ", ""))
                .toList();
    }

    @Test
    void theFilesOfThePageAreAFleetWithoutAProblem() throws IOException {
        Fleet fleet = FleetReader.read(filesOfThePage());
        assertEquals(List.of(), fleet.problems());
        assertEquals(2, fleet.documents().size());
        assertEquals(List.of(), FleetPlan.of(fleet, Map.of()).problems());
    }

    @Test
    void theCommandsOfThePageWorkInTheirOrder() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(files)) {
            HubTwin oslo = hub.createModule("ase-oslo", "fairlead");
            HubTwin bergen = hub.createModule("ase-bergen", "fairlead");
            write(hub);
            Thread modules = Thread.ofVirtual().start(() -> answer(List.of(oslo, bergen)));
            rolledOut(hub);
            JsonObject before = oslo.desired();
            Path base = folder.resolve("base.yaml");
            Files.writeString(
                    base, Files.readString(base).replace("schema: 1", "schema: 1\ncontrol: {reconcileNonce: b}"));
            commit();

            for (String command : commandsOfThePage()) {
                FleetRun run = run(hub, command);
                assertTrue(List.of(0, 1, 3).contains(run.status()), command + "\n" + run.out() + run.err());
                if (command.startsWith("apply --login")) {
                    assertEquals(
                            "b",
                            oslo.desired()
                                    .getAsJsonObject("control")
                                    .get("reconcileNonce")
                                    .getAsString());
                }
            }
            assertEquals(before, oslo.desired());
            for (String written : List.of("plan.html", "status.html", "rendered/oslo.json")) {
                assertTrue(Files.isRegularFile(files.resolve(written)), written);
            }
            modules.interrupt();
            modules.join();
        }
    }

    @Test
    void theStepsFromOneDeviceToFiveHundredWork() throws Exception {
        String device = """
                {"schema": 1, "network": {"services": {"pools": {"default": {"addresses": "10.8.1.10-10.8.1.20"}}}},
                 "apps": {"shop": {"image": "docker.io/library/nginx:1", "expose": "external", "ports": "http=80"}}}
                """;
        Files.writeString(files.resolve("store-001.json"), device);
        try (HubStandIn hub = HubStandIn.startAnywhere(files)) {
            Files.writeString(files.resolve("login"), hub.serviceConnectionString());
            List<HubTwin> twins = new ArrayList<>();
            for (int i = 1; i <= 500; i++) {
                twins.add(hub.createModule("ase-" + i, "fairlead"));
            }
            twins.getFirst().patchDesired(JsonParser.parseString(device).getAsJsonObject());
            Thread modules = Thread.ofVirtual().start(() -> answer(twins));
            List<Integer> ended = new ArrayList<>();
            for (String step : stepsOfThePage()) {
                if (step.startsWith("./fairlead fleet ")) {
                    FleetRun run = run(hub, step.substring("./fairlead fleet ".length()));
                    ended.add(run.status());
                    assertTrue(run.status() != 1 && run.status() != 2, step + "\n" + run.out() + run.err());
                } else {
                    shell(step.replace("contoso.azure-devices.net", hub.serviceHost() + "\\nrate: 450\\nsoak: 1s")
                            .replaceAll("soak: \\d+m", "soak: 1s"));
                }
            }
            assertEquals(List.of(0, 0, 0, 3, 0, 0), ended);
            assertEquals(2, twins.getFirst().desiredVersion());
            assertTrue(twins.getLast().desired().toString().contains("10.10.0.10-10.10.0.20"));
            modules.interrupt();
            modules.join();
        }
    }

    private static List<String> stepsOfThePage() throws IOException {
        Matcher block = STEPS.matcher(Files.readString(PAGE));
        List<String> steps = new ArrayList<>();
        while (block.find()) {
            steps.addAll(block.group(1).replace("\\\n", "").lines().toList());
        }
        return steps;
    }

    private void shell(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOME", files.toString(),
                        "GIT_AUTHOR_NAME", "t",
                        "GIT_AUTHOR_EMAIL", "t@example.com",
                        "GIT_COMMITTER_NAME", "t",
                        "GIT_COMMITTER_EMAIL", "t@example.com"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), line + "\n" + said);
    }

    private void write(HubStandIn hub) throws IOException {
        Files.createDirectories(folder.resolve("groups"));
        for (Map.Entry<String, String> file : filesOfThePage().entrySet()) {
            String text = file.getValue()
                    .replaceFirst("contoso\\S+", hub.serviceHost())
                    .replaceAll("soak: \\d+m", "soak: 1s");
            Files.writeString(folder.resolve(file.getKey()), text);
        }
        Files.writeString(files.resolve("login"), hub.serviceConnectionString());
        new Git(folder).run("init", "-q");
        commit();
    }

    private void rolledOut(HubStandIn hub) {
        assertEquals(3, run(hub, "apply --login-file ~/.hub").status());
        assertEquals(0, run(hub, "approve rest --login-file ~/.hub").status());
        assertEquals(0, run(hub, "apply --login-file ~/.hub").status());
    }

    private void commit() {
        new Git(folder).run("add", ".");
        new Git(folder).run("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
    }

    /** Runs a command with the files of this test, and without the option that never ends. */
    private FleetRun run(HubStandIn hub, String command) {
        String here = command.replace("~/.hub", files.resolve("login").toString())
                .replaceAll("'az [^']*'", "'cat " + files.resolve("login") + "'")
                .replaceAll("(\\w+\\.html|rendered)$", files + "/$1")
                .replace(" --watch 30", "");
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(here);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        words.addAll(List.of("-f", folder.toString()));
        if (here.contains("--login")) {
            words.addAll(List.of("--ca", hub.caPem().toString()));
        }
        return FleetRun.of(words.toArray(String[]::new));
    }

    /** Reports for simulated modules. */
    private static void answer(List<HubTwin> twins) {
        IdentityHashMap<HubTwin, Long> answered = new IdentityHashMap<>();
        try {
            while (true) {
                for (HubTwin twin : twins) {
                    long version = twin.desiredVersion();
                    if (version == answered.getOrDefault(twin, 0L)) {
                        continue;
                    }
                    answered.put(twin, version);
                    twin.report(JsonParser.parseString("""
                                    {"status": {"phase": "Converged", "desiredVersion": %d}, "network": {"av": %d},
                                     "apps": {"av": %d}, "control": {"av": %d}, "device": {"rights": {"pools": "write"}}}
                                    """.formatted(version, version, version, version))
                            .getAsJsonObject());
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
