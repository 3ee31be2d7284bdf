package io.fairlead.report;

import com.google.gson.JsonObject;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The section {@code device}: the cluster, and the module's rights in it. */
final class DeviceSection {

    private DeviceSection() {}

    static JsonObject of(Observed observed) {
        JsonObject device = new JsonObject();
        device.addProperty("platform", observed.platform().name());
        observed.device()
                .credential()
                .ifPresent(credential -> device.addProperty(
                        "credentialExpires",
                        credential.until().truncatedTo(ChronoUnit.SECONDS).toString()));
        device.addProperty("kubernetes", observed.kubernetesVersion());
        JsonObject nodes = nodes(observed);
        if (!nodes.isEmpty()) {
            device.add("nodes", nodes);
        }
        device.addProperty("loadBalancer", observed.loadBalancer().title());
        JsonObject rights = new JsonObject();
        for (Area area : Area.values()) {
            // The contract counts these two as part of the area of pools. Their missing rights are problems of their
            // own.
            if (area != Area.BGP && area != Area.SERVICES) {
                rights.addProperty(lower(area), lower(observed.access(area)));
            }
        }
        device.add("rights", rights);
        return device;
    }

    private static JsonObject nodes(Observed observed) {
        JsonObject nodes = new JsonObject();
        for (LiveObject node : observed.ofKind("Node")) {
            nodes.addProperty(
                    freeKey(nodes, node.ref().name()), internalIp(node).orElse(""));
        }
        return nodes;
    }

    /**
     * The key of a node. Its name may have dots, but keys of a twin may not: {@code a.b} becomes {@code a-b}, and a
     * second one {@code a-b-2}.
     */
    private static String freeKey(JsonObject nodes, String name) {
        String key = name.replace('.', '-');
        String free = key;
        for (int n = 2; nodes.has(free); n++) {
            free = key + "-" + n;
        }
        return free;
    }

    private static Optional<String> internalIp(LiveObject node) {
        return node.body().each("status", "addresses").stream()
                .filter(address -> address.text("type").equals(Optional.of("InternalIP")))
                .flatMap(address -> address.text("address").stream())
                .findFirst();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
