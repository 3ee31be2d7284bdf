package io.fairlead.nodes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fairlead.rig.AuditLog;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.rig.nodes.NodeRig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The device that all tests of this package share, as its operator sees it. */
final class Device {

    /** How long it may take for anything that is not an outage. */
    static final Duration SOON = Duration.ofMinutes(2);

    /** The app that all tests run, see rig/nodes/app. */
    static final String IMAGE = "fairlead.rig/app:1";

    private static @Nullable Device shared;

    final NodeDevice node;
    final NodeRig rig;

    private Device(NodeDevice node) {
        this.node = node;
        this.rig = node.rig();
    }

    /** Started at the first call, with the module connected. */
    static synchronized Device shared() {
        Device device = shared;
        if (device == null) {
            long begun = System.nanoTime();
            device = new Device(
                    NodeDevice.start(Map.of("FAIRLEAD_REPORT_INTERVAL_MS", "100", "FAIRLEAD_APPS_NAMESPACES", "shop")));
            device.node.createAppsNamespace("shop");
            device.node.awaitConnected();
            System.err.printf("device: module connected %.1f s after the start%n", (System.nanoTime() - begun) / 1e9);
            shared = device;
        }
        return device;
    }

    /** Replaces the desired properties; the new version. */
    long replace(String desired) {
        return node.twin().replaceDesired(JsonParser.parseString(desired).getAsJsonObject());
    }

    /** Merges a patch into the desired properties; the new version. */
    long patch(String desired) {
        return node.twin().patchDesired(JsonParser.parseString(desired).getAsJsonObject());
    }

    /** What the module says that it would write for desired properties besides its own memory, such as {@code patch services fairlead-apps/shop-web}, sorted. */
    List<String> planned(String desired) throws InterruptedException {
        JsonObject answer = node.twin()
                .invokeMethod("plan", JsonParser.parseString(desired), SOON)
                .payload()
                .getAsJsonObject();
        return answer.get("plan")
                .getAsString()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(step -> step.strip().split(" ", -1))
                .filter(words -> !words[2].startsWith(NodeDevice.NAMESPACE + "/"))
                .map(words -> (words[0].equals("delete") ? "delete " : "patch ")
                        + words[1].toLowerCase(Locale.ROOT).replaceAll("y$", "ie") + "s " + words[2])
                .sorted()
                .toList();
    }

    /** What the module has written since a mark, besides its own memory, in the same words. */
    List<String> written(AuditLog.Mark since) {
        return rig.audit().since(since).writesBy("system:serviceaccount:" + NodeDevice.NAMESPACE + ":fairlead").stream()
                .filter(call -> !call.namespace().equals(NodeDevice.NAMESPACE))
                .map(call -> call.verb() + " " + call.resource() + " " + call.namespace() + "/" + call.name())
                .sorted()
                .toList();
    }

    /** Takes all apps away, and waits until their pods have ended: these go on serving for a while, also the next Service. */
    void clear() {
        JsonObject unused = converged(replace("{\"schema\": 1, \"control\": {\"allowEmpty\": true}}"));
        Eventually.holds(
                "the pods have ended",
                SOON,
                () -> rig.admin()
                        .pods()
                        .inNamespace(NodeDevice.APPS)
                        .list()
                        .getItems()
                        .isEmpty());
    }

    JsonObject reported() {
        return node.twin().reported();
    }

    /** Waits until the module reports that it has converged on a version. */
    JsonObject converged(long version) {
        return await(
                "version " + version + " converged",
                reported -> text(reported, "status.phase").equals("Converged")
                        && text(reported, "status.appliedVersion").equals(Long.toString(version)));
    }

    /** Waits until the reported properties are as wanted, and gives them. */
    JsonObject await(String what, Predicate<JsonObject> wanted) {
        return await(what, SOON, wanted);
    }

    /** The same within another time. */
    JsonObject await(String what, Duration within, Predicate<JsonObject> wanted) {
        try {
            return Eventually.value(what, within, () -> Optional.of(reported()).filter(wanted));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; reported is " + reported(), late);
        }
    }

    /** What the program of rig/nodes/app is answered by a URL in a pod of a tier; its failure where it is not. */
    String getInPodOf(String tier, String url) throws Exception {
        String pod = rig
                .admin()
                .pods()
                .inNamespace(NodeDevice.APPS)
                .withLabel("app.kubernetes.io/name", tier)
                .list()
                .getItems()
                .stream()
                .map(found -> found.getMetadata().getName())
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch get = rig.admin()
                .pods()
                .inNamespace(NodeDevice.APPS)
                .withName(pod)
                .writingOutput(output)
                .writingError(output)
                .exec("/app", "get", url)) {
            Integer unused = get.exitCode().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The text at a dotted path, empty where there is none. */
    static String text(JsonObject root, String path) {
        JsonElement at = root;
        for (String key : path.split("\\.", -1)) {
            if (!at.isJsonObject() || !at.getAsJsonObject().has(key)) {
                return "";
            }
            at = at.getAsJsonObject().get(key);
        }
        return at.isJsonPrimitive() ? at.getAsString() : at.toString();
    }
}
