package io.fairlead.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Area;
import io.fairlead.text.Printable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats a report as lines for a person: the state, problems, pools, then each app with its tiers. */
final class StatusTree {

    private static final Set<String> GOOD = Set.of("Converged", "Ready");
    private static final Set<String> BAD = Set.of("Failed", "Degraded", "Rejected", "Refused", "Blind");
    private static final String OFF = "\u001b[0m";

    private final boolean coloured;
    private final List<String> lines = new ArrayList<>();

    private StatusTree(boolean coloured) {
        this.coloured = coloured;
    }

    /**
     * The lines.
     *
     * @param report reported properties, or the answer of a module's page to {@code /api/status}
     * @param coloured whether to colour phases
     */
    static List<String> of(JsonObject report, boolean coloured) {
        StatusTree tree = new StatusTree(coloured);
        tree.summary(report);
        tree.problems(child(report, "problems"));
        tree.pools(child(report, "pools"));
        tree.apps(child(report, "workloads"));
        return List.copyOf(tree.lines);
    }

    private void summary(JsonObject report) {
        JsonObject status = child(report, "status");
        String version = text(status, "desiredVersion");
        lines.add(phase(text(status, "phase"))
                + (version.equals("0") ? "  no twin has arrived" : "  twin version " + version) + ", revision "
                + text(status, "revision"));
        hub(child(report, "hub"));
        JsonObject device = child(report, "device");
        if (device.size() == 0) {
            lines.add("cluster  not read, so the state of pools and apps is not known");
        } else {
            String nodes = child(device, "nodes").entrySet().stream()
                    .map(node -> Printable.of(node.getKey()) + " " + plain(node.getValue()))
                    .collect(Collectors.joining(", "));
            lines.add("cluster  Kubernetes " + text(device, "kubernetes") + ", " + text(device, "loadBalancer")
                    + (nodes.isEmpty() ? "" : ", " + nodes));
        }
    }

    /** Only the page of a module knows its connection to the hub. */
    private void hub(JsonObject hub) {
        if (hub.size() > 0) {
            boolean connected = text(hub, "connected").equals("true");
            String heard = text(hub, "lastHeard");
            String way = text(hub, "throughEdgeHub").equals("true") ? "connected through edgeHub" : "connected";
            lines.add("hub      " + (connected ? way : "not connected")
                    + (heard.isEmpty() ? ", not heard since the start" : ", last heard " + heard)
                    + (connected ? "" : "; whether there is a newer version is not known"));
        }
    }

    private void problems(JsonObject problems) {
        problems.entrySet().forEach(entry -> {
            JsonObject problem = entry.getValue().getAsJsonObject();
            lines.add("problem  " + text(problem, "path") + ": " + text(problem, "code") + ": "
                    + text(problem, "message"));
        });
    }

    private void pools(JsonObject pools) {
        pools.entrySet().forEach(entry -> {
            JsonObject pool = entry.getValue().getAsJsonObject();
            String draining = text(pool, "draining");
            String used = pool.has("used")
                    ? text(pool, "used") + " of " + text(pool, "total") + " addresses used, " + text(pool, "free")
                            + " free"
                    : text(pool, "total") + " addresses; how many are used is not known without "
                            + Area.SERVICES.file();
            lines.add("pool     " + Printable.of(entry.getKey()) + "  " + used
                    + (draining.isEmpty() || draining.equals("0") ? "" : ", " + draining + " draining"));
        });
    }

    private void apps(JsonObject apps) {
        apps.entrySet().forEach(entry -> {
            JsonObject app = entry.getValue().getAsJsonObject();
            lines.add(Printable.of(entry.getKey()) + "  " + phase(text(app, "phase")));
            Iterator<Map.Entry<String, JsonElement>> tiers =
                    child(app, "tiers").entrySet().iterator();
            while (tiers.hasNext()) {
                Map.Entry<String, JsonElement> tier = tiers.next();
                tier(tier.getKey(), tier.getValue().getAsJsonObject(), !tiers.hasNext());
            }
        });
    }

    private void tier(String name, JsonObject tier, boolean last) {
        String facts = Stream.of("ready", "address", "ports", "dns")
                .map(key -> text(tier, key))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining("  "));
        lines.add((last ? "└─ " : "├─ ") + Printable.of(name) + "  " + phase(text(tier, "phase"))
                + (facts.isEmpty() ? "" : "  " + facts));
        String why = Stream.of("code", "message")
                .map(key -> text(tier, key))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(": "));
        if (!why.isEmpty()) {
            lines.add((last ? "   " : "│  ") + "   " + why);
        }
    }

    private String phase(String phase) {
        if (!coloured) {
            return phase;
        }
        return (GOOD.contains(phase) ? "\u001b[32m" : BAD.contains(phase) ? "\u001b[31m" : "\u001b[33m") + phase + OFF;
    }

    private static JsonObject child(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonObject() ? found.getAsJsonObject() : new JsonObject();
    }

    private static String text(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found == null ? "" : plain(found);
    }

    private static String plain(JsonElement value) {
        return Printable.of(value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }
}
