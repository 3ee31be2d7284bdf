package io.fairlead.report;

import com.google.gson.JsonObject;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The section {@code device}: what the cluster is, and what the module may do in it. */
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
            // These two are a part of the contract's area of pools; what is missing is a problem of its own.
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

    /** A node may be called by a DNS name, but no key of a twin has a dot: {@code a.b} is {@code a-b}, a second one {@code a-b-2}. */
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
