package io.fairlead.bench;

import io.fairlead.rollout.Stage;
import io.fairlead.sandbox.FleetStory;
import io.fairlead.standin.Folders;
import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.fleet.SimulatedApply;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fleet of ten thousand sites: how long its definition takes to render and to plan and how much memory that needs, how long a
 * rollout takes at the hub's throttle; and a rollout to twenty modules that are processes, which halts.
 */
final class FleetBench {

    private static final int SITES = 10_000;
    private static final int S1 = 50;
    private static final int AT_ONCE = 25;
    private static final int PROCESSES = 20;
    private static final Path FOLDER = Bench.FOLDER.resolve("fleet");

    private FleetBench() {}

    static void run() throws IOException, InterruptedException {
        Folders.delete(FOLDER);
        definition();
        System.out.println("| what | seconds | of processor time | most memory, MB |\n|---|---|---|---|");
        command("render", "--out", FOLDER.resolve("rendered").toString());
        command("plan");
        SimulatedApply apply = SimulatedApply.of(SITES, S1);
        System.out.printf(
                "%n%d sites at %d changes a second, virtual time: the last change after %.1f s, %.1f %% above the floor of %d s;"
                        + " %d done, %d calls throttled%n%n",
                SITES,
                S1,
                apply.lastChange().toMillis() / 1e3,
                100 * (apply.lastChange().toMillis() / 1e3 * S1 / SITES - 1),
                SITES / S1,
                apply.count(Stage.DONE),
                apply.throttled());
        SimulatedApply breaks = SimulatedApply.thatBreaks(SITES, S1, AT_ONCE);
        System.out.printf(
                "%d sites in three waves, of which the third breaks, at most %d at once: %s; %d done, %d ill as before, %d"
                        + " unreached, %d harmed%n%n",
                SITES,
                AT_ONCE,
                breaks.outcome(),
                breaks.count(Stage.DONE),
                breaks.count(Stage.ILL_BEFORE),
                breaks.count(Stage.UNREACHED),
                breaks.harmed());
        processes();
    }

    /** Ten groups, two apps, a range and a zone for each site; each twin as it was fetched before a change of the range. */
    private static void definition() throws IOException {
        Path twins = Files.createDirectories(FOLDER.resolve("definition/.twins"));
        Path groups = Files.createDirectories(FOLDER.resolve("definition/groups"));
        StringBuilder table = new StringBuilder("site,groups,wave,range,zone\n");
        for (int i = 0; i < SITES; i++) {
            String name = "store-%05d".formatted(i);
            String net = "10." + i / 250 + "." + i % 250 + ".";
            String wave = i < 100 ? "canary" : i < 2000 ? "city" : "country";
            table.append(name + ",g" + i % 10 + "," + wave + "," + net + "10-" + net + "40," + name + ".example.net\n");
            Files.writeString(twins.resolve(name + ".json"), twin(net, name + ".example.net", i % 10));
        }
        for (int i = 0; i < 10; i++) {
            Files.writeString(
                    groups.resolve("g" + i + ".yaml"),
                    "apps: {extra: {image: \"docker.io/library/nginx:1." + i
                            + "\", replicas: 2, ports: \"http=80\"}}\n");
        }
        Path folder = FOLDER.resolve("definition");
        Files.writeString(folder.resolve("sites.csv"), table.toString());
        Files.writeString(folder.resolve("fleet.yaml"), "hub: h.example.net\nwaves: [canary, city, country]\n");
        Files.writeString(folder.resolve("base.yaml"), """
                schema: 1
                network:
                  services: {keepFree: 1, pools: {default: {addresses: "${range}"}}}
                  dns: {zone: "${zone}"}
                apps:
                  shop:
                    tiers:
                      web: {image: "docker.io/library/nginx:1", replicas: 2, expose: external, ports: "http=80", needs: db}
                      db: {image: "docker.io/library/postgres:16", ports: "pg=5432"}
                """);
    }

    private static String twin(String net, String zone, int group) {
        return """
                {"etag": "AAAAAAAAAAE=", "properties": {
                  "desired": {"$version": 7, "schema": 1,
                    "network": {"services": {"keepFree": 1, "pools": {"default": {"addresses": "%s10-%s30"}}},
                      "dns": {"zone": "%s"}},
                    "apps": {"extra": {"image": "docker.io/library/nginx:1.%d", "replicas": 2, "ports": "http=80"},
                      "shop": {"tiers": {"web": {"image": "docker.io/library/nginx:1", "replicas": 2,
                        "expose": "external", "ports": "http=80", "needs": "db"},
                        "db": {"image": "docker.io/library/postgres:16", "ports": "pg=5432"}}}}},
                  "reported": {"status": {"phase": "Converged", "desiredVersion": 7}, "network": {"av": 7}, "apps": {"av": 7},
                    "device": {"rights": {"pools": "write"}},
                    "workloads": {"shop": {"tiers": {"web": {"phase": "Ready", "address": "%s10"},
                      "db": {"phase": "Ready"}}}}}}}
                """.formatted(net, net, zone, group, net);
    }

    /** As {@code ./fairlead fleet} starts it, without its cache of classes. */
    private static void command(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.fairlead.app.FleetMain"),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of("-f", FOLDER.resolve("definition").toString())))
                .toList();
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve(arguments[0] + ".out").toFile())
                .start();
        long most = 0;
        Duration busy = Duration.ZERO;
        while (process.isAlive()) {
            most = Math.max(most, peakMb(process.pid()));
            busy = process.info().totalCpuDuration().orElse(busy);
            Thread.sleep(20);
        }
        System.out.printf(
                "| `fleet %s`, %d sites, exit status %d | %.1f | %.1f | %d |%n",
                arguments[0],
                SITES,
                process.exitValue(),
                (System.nanoTime() - began) / 1e9,
                busy.toMillis() / 1e3,
                most);
    }

    private static long peakMb(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }

    private static void processes() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Path told = FOLDER.resolve("story.txt");
        try (HubStandIn hub = HubStandIn.startAnywhere(FOLDER);
                PrintStream out = new PrintStream(Files.newOutputStream(told), true, StandardCharsets.UTF_8)) {
            new FleetStory(hub, FOLDER.resolve("story"), PROCESSES, out).tell(LiveSite::inItsOwnProcess);
        }
        System.out.printf(
                "%d modules as processes: a release, one that halts in its second wave, and back: %.0f s; told in %s%n",
                PROCESSES, (System.nanoTime() - began) / 1e9, told);
    }
}
