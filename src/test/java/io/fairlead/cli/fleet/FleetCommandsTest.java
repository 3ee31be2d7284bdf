package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a fleet against the stand-in for IoT Hub. Simulated modules report a moment after a change. */
class FleetCommandsTest {

    private static final Pattern PROGRESS = Pattern.compile(
            "\\d+ s  wave 'rest', 1 sent, 2 done; \\d+\\.\\d changes/s, about \\d+ s of sending left\\n");

    @TempDir
    private Path folder;

    private final Map<String, HubTwin> twins = new TreeMap<>();
    private final Map<String, String> phases = new ConcurrentHashMap<>();
    private HubStandIn hub;
    private Thread modules;
    private Path login;
    private FleetRun last = new FleetRun(0, "", "");

    @BeforeEach
    void aHubWithThreeSitesAndAFolderInGit(@TempDir Path files) throws Exception {
        hub = HubStandIn.startAnywhere(files);
        login = Files.writeString(files.resolve("login"), hub.serviceConnectionString());
        for (String site : new String[] {"a", "b", "c"}) {
            twins.put(site, hub.createModule("ase-" + site, "fairlead"));
        }
        write("fleet.yaml", """
                hub: %s
                soak: 1s
                waves: [canary, rest]
                halt: {unreached: 100%%}
                """.formatted(hub.serviceHost()));
        write("sites.csv", """
                site,device,wave,range
                a,ase-a,canary,10.0.1.1-10.0.1.9
                b,ase-b,rest,10.0.2.1-10.0.2.9
                c,ase-c,rest,10.0.3.1-10.0.3.9
                """);
        release(1);
        git("init", "-q");
        commit();
        modules = Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void stop() throws InterruptedException {
        modules.interrupt();
        modules.join();
        hub.close();
    }

    private HubTwin twin(String site) {
        return Objects.requireNonNull(twins.get(site), site);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void release(int number) throws IOException {
        write("base.yaml", """
                schema: 1
                network: {services: {pools: {default: {addresses: "${range}"}}}}
                apps: {shop: {image: "docker.io/library/nginx:%d", expose: external, ports: "http=80"}}
                """.formatted(number));
    }

    private void git(String... arguments) {
        new Git(folder).run(arguments);
    }

    private void commit() {
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
    }

    private void answer() {
        Map<String, Long> answered = new TreeMap<>();
        try {
            while (true) {
                Thread.sleep(Duration.ofMillis(100));
                twins.forEach((site, twin) -> {
                    String phase = phases.getOrDefault(site, "Converged");
                    if (answered.getOrDefault(site, 1L) < twin.desiredVersion() && !phase.equals("away")) {
                        answered.put(site, twin.desiredVersion());
                        twin.report(reported(site, phase, twin.desiredVersion()));
                    }
                });
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonObject reported(String site, String phase, long version) {
        return JsonParser.parseString("""
                {"status": {"phase": "%s", "desiredVersion": %d}, "network": {"av": %d}, "apps": {"av": %d},
                 "device": {"rights": {"pools": "write"}}, "module": {"version": "0.1.0"},
                 "problems": {"p1": %s},
                 "workloads": {"shop": {"tiers": {"shop": {"phase": "Ready", "address": "10.0.%d.5"}}}}}
                """.formatted(
                                phase,
                                version,
                                version,
                                version,
                                phase.equals("Converged")
                                        ? null
                                        : "{\"path\":\"apps.shop\",\"code\":\"ImagePull\",\"message\":\"no\"}",
                                site.charAt(0) - 'a' + 1))
                .getAsJsonObject();
    }

    private int run(String... arguments) {
        last = FleetRun.of(arguments);
        return last.status();
    }

    private int online(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", folder.toString(), "--login-file", login.toString()));
        all.addAll(List.of("--ca", hub.caPem().toString()));
        int status = run(all.toArray(String[]::new));
        assertFalse((last.out() + last.err()).contains(key()), "a secret in the output");
        return status;
    }

    private String key() {
        return hub.serviceConnectionString().replaceFirst(".*SharedAccessKey=", "");
    }

    @Test
    void aRolloutGoesThroughTheWavesAndASecondOneSendsNothing() throws Exception {
        assertEquals(0, online("apply"), last::err);
        assertTrue(last.out().endsWith("done\n"), last::out);
        twins.forEach((site, twin) -> assertEquals(2, twin.desiredVersion(), site));
        JsonObject tag = twin("a").tags().getAsJsonObject("fairlead");
        assertEquals(new Git(folder).commit("HEAD"), tag.get("revision").getAsString());
        assertEquals(1, tag.get("previous").getAsLong());
        assertTrue(last.err().contains("rollout " + tag.get("run").getAsString() + ": revision "), last::err);
        assertEquals(0, run("render", "-f", folder.toString()));
        assertTrue(last.out().startsWith("a " + tag.get("digest").getAsString() + " "), last::out);
        assertEquals(0, online("apply"), last::err);
        twins.forEach((site, twin) -> assertEquals(2, twin.desiredVersion(), site));
        assertEquals(0, online("status"), last::out);
        assertTrue(last.out().contains("  phase: Converged 3\n"), last::out);
    }

    @Test
    void harmHaltsAndUndoGoesBack() throws Exception {
        assertEquals(0, online("apply"), last::err);
        release(2);
        assertEquals(2, online("apply"));
        assertTrue(last.err().contains("these files are not committed"), last::err);
        commit();
        phases.put("a", "Degraded");
        assertEquals(1, online("apply"));
        assertTrue(last.err().contains("HALTED: 1 of 1 sites that answered in wave 'canary' became ill"), last::err);
        assertTrue(last.err().contains("    apps.shop: ImagePull: no\n"), last::err);
        assertEquals(2, twin("b").desiredVersion());
        assertEquals(1, online("status"));
        assertTrue(last.out().contains("a: Degraded\n  apps.shop: ImagePull: no\n"), last::out);
        phases.remove("a");
        assertEquals(0, online("apply", "--undo"), last::err);
        assertTrue(twin("a").desired().toString().contains("nginx:1"));
        assertEquals(4, twin("a").desiredVersion());
        assertEquals(0, online("apply", "--undo"), last::err);
        assertEquals(4, twin("a").desiredVersion());
    }

    @Test
    void answersThatAreLostRefusedOrThrottledSendNothingTwice() throws Exception {
        hub.faults().service().loseAnswers(3);
        hub.faults().service().limitWrites(1);
        assertEquals(0, online("apply"), last::err);
        twins.forEach((site, twin) -> assertEquals(2, twin.desiredVersion(), site));
        hub.faults().refuseServiceRequests(500, 2);
        assertEquals(0, online("apply"), last::err);
        hub.faults().refuseServiceRequests(403, 100);
        assertEquals(1, online("apply"));
        assertTrue(
                Pattern.compile("HALTED: IoT Hub refuses a call for site [abc]: status 403")
                        .matcher(last.err())
                        .find(),
                last::err);
    }

    @Test
    void aRolloutThatIsKilledGoesOnWithoutSendingTwice() throws Exception {
        for (int release = 2; release < 5; release++) {
            release(release);
            commit();
            killed(Duration.ofMillis(700L * release), release == 3 ? "INT" : "KILL");
            assertEquals(0, online("apply"), last::err);
            int now = release;
            twins.forEach((site, twin) -> assertEquals(now, twin.desiredVersion(), site));
        }
    }

    /** Starts {@code apply} as a process of its own, and sends it a signal after a while. */
    private void killed(Duration after, String signal) throws IOException, InterruptedException {
        Process process = start();
        Thread.sleep(after);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fairlead.app.FleetMain",
                        "apply",
                        "-f",
                        folder.toString(),
                        "--login-file",
                        login.toString(),
                        "--ca",
                        hub.caPem().toString())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private Path output() {
        return login.resolveSibling("output");
    }

    @Test
    void theProgressHasTheRateAndTheTimeThatIsLeft() throws Exception {
        phases.put("c", "away");
        Process process = start();
        Eventually.holds(
                "the progress is printed",
                Duration.ofSeconds(60),
                () -> PROGRESS.matcher(Files.readString(output())).find());
        process.destroyForcibly().waitFor();
    }

    @Test
    void aSiteThatRefusesChangesForNowIsListedAndTheStatusSaysThatItIsNotDone() {
        long before = twin("c")
                .patchDesired(JsonParser.parseString("{\"control\":{\"paused\":true}}")
                        .getAsJsonObject());
        assertEquals(1, online("apply"), last::err);
        assertTrue(last.err().contains("paused:\n  c\n"), last::err);
        assertTrue(last.out().endsWith("done, except for the sites that are listed\n"), last::out);
        assertEquals(before, twin("c").desiredVersion());
        assertEquals(2, twin("b").desiredVersion());
    }

    @Test
    void aWaveWaitsForAPerson() throws Exception {
        write(
                "fleet.yaml",
                Files.readString(folder.resolve("fleet.yaml")).replace("rest]", "{name: rest, approve: true}]"));
        commit();
        assertEquals(3, online("apply"), last::err);
        assertEquals(1, twin("b").desiredVersion());
        assertEquals(0, online("approve", "rest"), last::err);
        assertEquals(0, online("apply"), last::err);
        assertEquals(2, twin("b").desiredVersion());
        assertEquals(2, online("approve", "rst"));
        assertEquals("fairlead fleet approve: no site is in a wave 'rst'; did you mean 'rest'?\n", last.err());
        hub.faults().refuseServiceRequests(403, 1);
        assertEquals(2, online("approve", "rest"));
        assertTrue(last.err().contains("could not be stored at site b: status 403: "), last::err);
    }

    @Test
    void aPlanFromFetchedTwinsNamesWhatASiteWouldRefuse() throws Exception {
        hub.createModule("ase-other", "fairlead");
        assertEquals(0, online("pull"), last::err);
        assertEquals("3 twins in " + folder.resolve(".twins") + "\n", last.out());
        assertEquals("the device ase-other has the module and is not in the table of sites\n", last.err());
        assertEquals(3, run("plan", "-f", folder.toString()), last::err);
        assertEquals(0, online("apply"), last::err);
        assertEquals(0, online("pull"), last::err);
        assertEquals(0, run("plan", "-f", folder.toString()), last::err);

        write("sites.csv", """
                site,device,wave,range
                a,ase-a,canary,10.0.1.1-10.0.1.4
                b,ase-b,rest,10.0.2.1-10.0.2.9
                c,ase-c,rest,10.0.2.9-10.0.3.9
                """);
        assertEquals(1, run("plan", "-f", folder.toString()));
        String problems = last.err();
        assertTrue(
                problems.contains(
                        "a: network.services.pools: AddressInUse: Tier shop/shop has 10.0.1.5, which no pool"),
                problems);
        assertTrue(
                problems.contains("c: network.services.pools.default.addresses: Overlap: 10.0.2.9-10.0.3.9 overlaps"
                        + " 10.0.2.1-10.0.2.9 of site b."),
                problems);
        assertEquals(1, run("plan", "--json", "-f", folder.toString()));
        JsonObject a = last.json().getAsJsonObject("sites").getAsJsonObject("a");
        assertEquals(
                "AddressInUse",
                a.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("code")
                        .getAsString());
    }

    @Test
    void aLoginThatIsNoneOrForAnotherHubIsSaidWithoutItsText() throws Exception {
        Files.writeString(login, "HostName=elsewhere.test;SharedAccessKeyName=service;SharedAccessKey=" + key());
        assertEquals(2, online("status"));
        assertTrue(last.err().contains("the connection string is for elsewhere.test"), last::err);
        Files.writeString(login, "secret");
        assertEquals(2, online("status"));
        assertFalse(last.err().contains("secret"), last::err);
        assertEquals(2, run("status", "-f", folder.toString()));
        assertTrue(last.err().contains("give a login with --login-file or --login-command"), last::err);
    }

    @Test
    void aLoginMayComeFromACommand() {
        assertEquals(
                1,
                run(
                        "status",
                        "-f",
                        folder.toString(),
                        "--login-command",
                        "cat " + login,
                        "--ca",
                        hub.caPem().toString()));
        assertTrue(last.out().contains("phase: (none) 3"), last::out);
    }
}
