package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.fleet.FleetCommand;
import io.fairlead.cli.fleet.Git;
import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * A demonstration of a fleet, with the commands that a person would type: a release that all sites accept, a second one that one site
 * must refuse, so that the rollout halts, and the undo. Hub and clusters are stand-ins, the modules are real.
 */
public final class FleetStory {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CANARIES = 2;
    private static final int MOST_IN_CITY = 4;

    /** The site with a Service that was created by hand; it is in the second wave. */
    private static final int CROWDED = CANARIES + 1;

    private final HubStandIn hub;
    private final Path folder;
    private final PrintStream out;
    private final List<String> names;
    private final List<LiveSite> sites = new ArrayList<>();

    /**
     * @param folder the folder for its files, which must be empty or absent
     * @param count the number of sites, from 6
     */
    public FleetStory(HubStandIn hub, Path folder, int count, PrintStream out) {
        this.hub = hub;
        this.folder = folder;
        this.out = out;
        this.names = IntStream.rangeClosed(1, count)
                .mapToObj("store-%02d"::formatted)
                .toList();
    }

    /**
     * Runs it and prints it.
     *
     * @throws IllegalStateException if a step has another result than expected, with the expected result
     */
    public void tell(LiveSite.Starter starter) throws IOException, InterruptedException {
        try {
            begin(starter);
            first();
            second();
            back();
        } finally {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                sites.forEach(site -> threads.execute(site::close));
            }
        }
    }

    private void begin(LiveSite.Starter starter) throws IOException, InterruptedException {
        say(names.size()
                + " sites are starting, each with a cluster of its own and the real module. Hub and clusters are"
                + " stand-ins on this machine.");
        Files.createDirectories(folder.resolve("definition"));
        names.forEach(name -> sites.add(starter.start(hub, name, folder.resolve("sites"))));
        for (LiveSite site : sites) {
            check("a module sees its cluster", site.twin().awaitReported(report -> report.has("status"), PATIENCE));
        }
        write("fleet.yaml", """
                hub: %s
                soak: 1s
                patience: 2m
                waves: [canary, {name: city, atOnce: 2}, country]
                halt: {harm: 1}
                """.formatted(hub.serviceHost()));
        write("base.yaml", """
                schema: 1
                network: {services: {pools: {default: {addresses: "${range}"}}}}
                apps: {shop: {image: "docker.io/library/nginx:1.29", expose: external, ports: "http=80"}}
                """);
        Files.writeString(folder.resolve("login"), hub.serviceConnectionString());
        git("init", "-q");
    }

    private void first() throws IOException, InterruptedException {
        release(19, "ten addresses for each site");
        say("A fleet is a folder in git. Each site has a range of its own; " + CANARIES + " are canaries, "
                + wave("city") + " stores are in the city, changed two at a time, the rest in the country.");
        show("fleet.yaml");
        say("The first release goes to all sites, wave by wave.");
        fleet(0, "apply");
    }

    private void second() throws IOException, InterruptedException {
        String crowded = names.get(CROWDED);
        LiveSite site = sites.get(CROWDED);
        site.cluster().create(service(address(CROWDED, 17)), "kubectl");
        check("the Service created by hand has an address", awaitAddress(site));
        say("In the meantime somebody at " + crowded + " has created a Service by hand, and it has the address "
                + address(CROWDED, 17)
                + ". The owner of the fleet does not know this, and removes five addresses from each range:");
        release(14, "five addresses for each site");
        fleet(1, "apply");
        check("the Service created by hand still has its address", hasAddress(site));
        say("The canaries accepted it. " + crowded
                + " refused the change, because its Service would have lost the address, and still has its old range."
                + " The rollout halted there, and the country was not changed.");
        check(
                "the country is unchanged",
                sites.stream()
                        .skip(CANARIES + wave("city"))
                        .noneMatch(one -> one.twin().desired().toString().contains(".14\"")));
        fleet(1, "status");
    }

    private void back() throws IOException {
        say("The undo goes through the same waves, and changes only the sites that have the second release.");
        fleet(0, "apply", "--undo");
        check("the Service created by hand still has its address", hasAddress(sites.get(CROWDED)));
        Path page = folder.resolve("status.html");
        fleet(0, "status", "--html", page.toString());
        say("All sites are as they were before, and the Service at " + names.get(CROWDED) + " never lost its address.");
        say("The definition: " + folder.resolve("definition")
                + "\nThe status as a page, with the addresses of all sites: " + page);
    }

    private long wave(String name) {
        return IntStream.range(0, names.size())
                .filter(i -> waveOf(i).equals(name))
                .count();
    }

    private String waveOf(int site) {
        int city = Math.min(MOST_IN_CITY, names.size() / 3);
        return site < CANARIES ? "canary" : site < CANARIES + city ? "city" : "country";
    }

    private static String address(int site, int last) {
        return "10.10." + (site + 1) + "." + last;
    }

    private void release(int last, String message) throws IOException {
        StringBuilder table = new StringBuilder("site,wave,range\n");
        for (int i = 0; i < names.size(); i++) {
            table.append(names.get(i) + "," + waveOf(i) + "," + address(i, 10) + "-" + address(i, last) + "\n");
        }
        write("sites.csv", table.toString());
        git("add", ".");
        git("-c", "user.name=you", "-c", "user.email=you@example.com", "commit", "-q", "-m", message);
    }

    private static JsonObject service(String address) {
        return JsonParser.parseString("""
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "camera", "namespace": "default"},
                 "spec": {"type": "LoadBalancer", "loadBalancerIP": "%s", "ports": [{"port": 554}],
                          "selector": {"app": "camera"}}}
                """.formatted(address)).getAsJsonObject();
    }

    private static boolean hasAddress(LiveSite site) {
        return site.cluster()
                .get("v1", "Service", "default", "camera")
                .filter(service -> service.toString().contains("\"ingress\":[{"))
                .isPresent();
    }

    private static boolean awaitAddress(LiveSite site) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (hasAddress(site)) {
                return true;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        return false;
    }

    private void fleet(int expected, String... arguments) {
        out.println("$ ./fairlead fleet " + String.join(" ", arguments));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", folder.resolve("definition").toString()));
        all.addAll(List.of("--login-file", folder.resolve("login").toString()));
        all.addAll(List.of("--ca", hub.caPem().toString()));
        CommandLine command = FleetCommand.of();
        PrintWriter lines = new PrintWriter(new StoryLines(out), true);
        int status = command.setOut(lines).setErr(lines).execute(all.toArray(String[]::new));
        out.println();
        check("'fleet " + arguments[0] + "' ends with " + expected + ", it did with " + status, status == expected);
    }

    private static void check(String what, boolean is) {
        if (!is) {
            throw new IllegalStateException(what);
        }
    }

    private void say(String text) {
        out.println(text + "\n");
        out.flush();
    }

    private void show(String file) throws IOException {
        out.println("$ cat " + file);
        Files.readString(folder.resolve("definition").resolve(file))
                .lines()
                .forEach(line -> out.println("    " + line));
        out.println();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("definition").resolve(name), text);
    }

    private void git(String... arguments) {
        new Git(folder.resolve("definition")).run(arguments);
    }
}
