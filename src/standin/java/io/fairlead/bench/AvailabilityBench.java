package io.fairlead.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.rig.nodes.NodeRig;
import io.fairlead.rig.nodes.Requests;
import io.fairlead.rig.nodes.WholeNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts what a client on the LAN misses while things change, on whole nodes, and writes {@code docs/availability.md}. */
final class AvailabilityBench {

    private static final String IP = "10.126.75.206";
    private static final String MOVED = "10.126.75.208";
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path DOCUMENT = Path.of("docs", "availability.md");

    private final NodeRig rig = NodeRig.shared();
    private final NodeDevice device = new NodeDevice(rig, Map.of("FAIRLEAD_APPS_NAMESPACES", "shop"));
    private final ByHand hand = new ByHand(rig);
    private final List<String> rows = new ArrayList<>();

    /** Something that is done while the client asks; it returns when it is over. */
    interface Change {
        void make() throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        device.createAppsNamespace("shop");
        device.awaitConnected();
        apply(shop());
        hand.create();
        changesOfTheTwin();
        parts();
        power();
        System.out.println(document());
    }

    private void changesOfTheTwin() throws IOException, InterruptedException {
        pair(
                "an image rolls (another `revision`; `kubectl rollout restart`)",
                () -> patch(web("\"revision\": \"2\"")),
                () -> {
                    hand.kubectl("rollout", "restart", "deployment/hand");
                    hand.awaitRollout();
                });
        pair(
                "2 replicas become 4, and 4 become 1",
                () -> {
                    patch(web("\"replicas\": 4"));
                    patch(web("\"replicas\": 1"));
                },
                () -> {
                    hand.kubectl("scale", "deployment/hand", "--replicas=4");
                    hand.awaitRollout();
                    hand.kubectl("scale", "deployment/hand", "--replicas=1");
                    hand.awaitRollout();
                });
        patch(web("\"replicas\": 2"));
        hand.kubectl("scale", "deployment/hand", "--replicas=2");
        fairlead("a pool grows", IP, () -> patch(pool("10.126.75.206-10.126.75.215", "refuse")));
        fairlead("a pool is to shrink under the address, `onShrink: refuse`", IP, () -> {
            long unused = device.twin().patchDesired(json(pool("10.126.75.208-10.126.75.215", "refuse")));
            await("AddressInUse", reported -> reported.toString().contains("AddressInUse"));
        });
        fairlead("the same with `drain`", IP, () -> {
            long unused = device.twin().patchDesired(json(pool("10.126.75.208-10.126.75.215", "drain")));
            await("the pool drains", reported -> reported.toString().contains("\"draining\""));
        });
        patch(pool("10.126.75.206-10.126.75.215", "refuse"));
        reassign();
        fairlead(
                "the address is shared with another app",
                IP,
                () -> patch(
                        "{\"apps\": {\"shop\": {\"tiers\": {\"web\": {\"share\": \"s\"}}}, \"more\": {\"image\":"
                                + " \"fairlead.rig/app:1\", \"expose\": \"external\", \"ports\": \"8081:8080\", \"share\": \"s\"}}}"));
        patch("{\"apps\": {\"more\": null}}");
        fairlead(
                "the app moves to another namespace",
                IP,
                () -> patch("{\"apps\": {\"shop\": {\"namespace\": \"shop\"}}}"));
        patch("{\"apps\": {\"shop\": {\"namespace\": null}}}");
    }

    /** The client asks both addresses; an answer of either counts. */
    private void reassign() throws IOException, InterruptedException {
        try (Requests before = new Requests(rig, "http://" + IP + ":8080/", EVERY);
                Requests after = new Requests(rig, "http://" + MOVED + ":8080/", EVERY)) {
            Thread.sleep(CALM);
            long from = System.currentTimeMillis();
            patch(pool("10.126.75.208-10.126.75.215", "reassign"));
            Thread.sleep(CALM);
            List<Requests.Answer> answers = new ArrayList<>(before.since(from));
            answers.addAll(after.since(from));
            long gap = Outage.of(answers, from).longestGapMs();
            row("the same with `reassign`: " + IP + " becomes " + MOVED, "| it moves | " + gap + " |", "| | |");
        }
        // The Service made by hand lies at .209, so the pool keeps that; the tier asks for its first address again.
        patch(pool("10.126.75.206-10.126.75.215", "refuse"));
        patch(web("\"address\": \"" + IP + "\""));
        Eventually.holds(
                "the address is back",
                SOON,
                () -> rig.get("http://" + IP + ":8080/").startsWith("pod="));
    }

    private void parts() throws IOException, InterruptedException {
        pair("a pod is deleted", () -> deleteOne("fairlead-apps", "shop-web"), () -> deleteOne("default", "hand"));
        fairlead("the speaker that announces is restarted", IP, () -> restart("metallb-system", "speaker"));
        fairlead("MetalLB's controller is restarted", IP, () -> restart("metallb-system", "controller"));
        fairlead("CoreDNS is restarted", IP, () -> restart("kube-system", "coredns"));
        fairlead("the module is killed", IP, () -> {
            device.killModule();
            Thread.sleep(Duration.ofSeconds(5));
            device.awaitConnected();
        });
        fairlead("the API server is away for 30 s", IP, () -> {
            rig.killApiServer();
            Thread.sleep(Duration.ofSeconds(30));
            rig.startApiServer();
        });
        fairlead("the hub is away for 30 s", IP, () -> {
            device.hub().stop();
            Thread.sleep(Duration.ofSeconds(30));
            device.hub().reopen();
            device.awaitConnected();
        });
    }

    private void power() throws IOException, InterruptedException {
        for (WholeNode node : rig.nodes()) {
            fairlead(node.name() + " loses its power for 60 s", IP, () -> {
                node.powerOff();
                Thread.sleep(Duration.ofMinutes(1));
                node.powerOn();
                rig.awaitNodes();
                Thread.sleep(Duration.ofSeconds(10));
            });
        }
        fairlead("both nodes reboot at once", IP, () -> {
            rig.nodes().forEach(WholeNode::powerOff);
            rig.nodes().forEach(WholeNode::powerOn);
            Thread.sleep(Duration.ofSeconds(60));
        });
    }

    private void pair(String what, Change byFairlead, Change byHand) throws IOException, InterruptedException {
        String fairlead = count(IP, byFairlead);
        row(what, fairlead, count(ByHand.IP, byHand));
    }

    private void fairlead(String what, String ip, Change change) throws IOException, InterruptedException {
        row(what, count(ip, change), "| | |");
    }

    private void row(String what, String fairlead, String byHand) throws IOException {
        String row = "| " + what + " " + fairlead + byHand.substring(1);
        rows.add(row);
        System.err.println(row);
        Files.writeString(DOCUMENT, document());
    }

    private static String cells(Outage outage) {
        return "| " + outage.failed() + " of " + outage.requests() + " | " + outage.longestGapMs() + " |";
    }

    /** What was missed, as two cells of the table; a change that did not come to its end says so and is not the end of all. */
    private String count(String ip, Change change) throws IOException, InterruptedException {
        try (Requests requests = new Requests(rig, "http://" + ip + ":8080/", EVERY)) {
            Thread.sleep(CALM);
            long from = System.currentTimeMillis();
            String end = "";
            try {
                change.make();
            } catch (AssertionError late) {
                System.err.println(
                        late.getMessage() + "; reported is " + device.twin().reported());
                end = " (the change did not come to its end)";
            }
            Thread.sleep(CALM);
            return cells(Outage.of(requests.since(from), from)).replaceAll(" \\|$", end + " |");
        }
    }

    private void restart(String namespace, String prefix) {
        List<Pod> pods = pods(namespace, prefix);
        pods.forEach(pod -> rig.admin().resource(pod).delete());
        Eventually.holds(prefix + " is back", SOON, () -> {
            List<Pod> now = pods(namespace, prefix);
            return now.size() == pods.size() && now.stream().allMatch(AvailabilityBench::isReady);
        });
    }

    private void deleteOne(String namespace, String prefix) {
        List<Pod> pods = pods(namespace, prefix);
        var unused = rig.admin().resource(pods.get(0)).delete();
        Eventually.holds("another pod is ready", SOON, () -> {
            List<Pod> now = pods(namespace, prefix);
            return now.size() == pods.size() && now.stream().allMatch(AvailabilityBench::isReady);
        });
    }

    private List<Pod> pods(String namespace, String prefix) {
        return rig.admin().pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
                .toList();
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private void apply(String desired) {
        converged(device.twin().replaceDesired(json(desired)));
    }

    private void patch(String desired) {
        converged(device.twin().patchDesired(json(desired)));
    }

    private void converged(long version) {
        await("version " + version + " converged", reported -> {
            JsonElement status = reported.get("status");
            return status != null
                    && status.toString().contains("\"phase\":\"Converged\"")
                    && status.toString().contains("\"appliedVersion\":" + version + ",");
        });
    }

    private void await(String what, Predicate<JsonObject> wanted) {
        Eventually.holds(what, SOON, () -> wanted.test(device.twin().reported()));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static String web(String keys) {
        return "{\"apps\": {\"shop\": {\"tiers\": {\"web\": {" + keys + "}}}}}";
    }

    private static String pool(String addresses, String onShrink) {
        return "{\"network\": {\"services\": {\"onShrink\": \"" + onShrink
                + "\", \"pools\": {\"default\": {\"addresses\": \"" + addresses + "\"}}}}}";
    }

    private static String shop() throws IOException {
        return Files.readString(Path.of("docs", "examples", "nodes.json"));
    }

    private String document() {
        return """
                # What a client misses while things change

                A client on the LAN asks the example's front end (docs/examples/nodes.json: two pods on two nodes) by a new
                connection every 20 ms, and gives up after a second. Real kubelets, containerd, kube-proxy, MetalLB with its
                speakers; the app ends at once on SIGTERM. Where kubectl stands, an operator makes the same change by hand to a
                Deployment and a Service like Fairlead's. Made anew by `bench/run availability`, as root.

                %s.

                | change | failed | longest gap, ms | failed by kubectl | longest gap, ms |
                |---|---|---|---|---|
                %s
                """.formatted(Machine.now(), String.join("\n", rows));
    }
}
