package io.fairlead.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.TierPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The details that a report can leave out, the least important first. They are removed in this order until the rest
 * fits. The sections {@code status} and {@code module}, and the answers to {@code network}, {@code apps} and {@code
 * control}, always stay.
 */
enum Detail {
    /** The messages of Ready tiers. */
    NOTES,
    /** The pods behind Ready tiers. */
    READY_ENDPOINTS,
    /** Revisions and repairs. */
    PAST,
    /** Messages beyond 200 bytes. */
    LONG_MESSAGES,
    /** The ports and names of Ready tiers. */
    READY_PORTS,
    /** Problems beyond the 40th. */
    MANY_PROBLEMS,
    /** Messages beyond 80 bytes. */
    MESSAGES,
    /** The pods behind all tiers, and their images. */
    ENDPOINTS,
    /** The network settings in force, which repeat the twin. */
    NETWORK_VALUE,
    /** The nodes and their addresses. */
    NODES,
    /** Problems beyond the 10th. */
    MORE_PROBLEMS,
    /** The digests of the apps in force. */
    APP_DIGESTS,
    /** The tiers of Ready apps. */
    READY_TIERS,
    /** Ready apps. */
    READY_APPS,
    /** The tiers of all apps. */
    TIERS,
    /** All apps. */
    WORKLOADS,
    /** The usage of the pools. */
    POOLS,
    /** All problems, and the cluster. */
    REST,
    /** The nonce beyond 64 bytes. Only a nonce of control characters can need this. */
    NONCE;

    /** Removes this detail from {@code report}. */
    void removeFrom(JsonObject report) {
        switch (this) {
            case NOTES -> tiers(report).filter(Detail::isReady).forEach(tier -> tier.remove("message"));
            case READY_ENDPOINTS -> tiers(report).filter(Detail::isReady).forEach(tier -> tier.remove("endpoints"));
            case PAST -> {
                report.remove("revisions");
                report.remove("repaired");
            }
            case LONG_MESSAGES -> shorten(report, 200);
            case READY_PORTS ->
                tiers(report).filter(Detail::isReady).forEach(tier -> {
                    tier.remove("ports");
                    tier.remove("dns");
                });
            case MANY_PROBLEMS -> keepProblems(report, 40);
            case MESSAGES -> shorten(report, 80);
            case ENDPOINTS ->
                tiers(report).forEach(tier -> {
                    tier.remove("endpoints");
                    tier.remove("image");
                });
            case NETWORK_VALUE -> emptyValue(report, "network");
            case NODES -> object(report, "device").ifPresent(device -> device.remove("nodes"));
            case MORE_PROBLEMS -> keepProblems(report, 10);
            case APP_DIGESTS -> emptyValue(report, "apps");
            case READY_TIERS -> apps(report).filter(Detail::isReady).forEach(app -> app.remove("tiers"));
            case READY_APPS -> removeReadyApps(report);
            case TIERS -> apps(report).forEach(app -> app.remove("tiers"));
            case WORKLOADS -> report.remove("workloads");
            case POOLS -> report.remove("pools");
            case REST -> {
                report.remove("problems");
                report.remove("device");
            }
            case NONCE -> {
                cut(report.getAsJsonObject("status"), "reconcileNonce", 64);
                object(report, "control")
                        .ifPresent(control -> cut(control.getAsJsonObject("value"), "reconcileNonce", 64));
            }
        }
    }

    private static Optional<JsonObject> object(JsonObject parent, String key) {
        return parent.has(key) ? Optional.of(parent.getAsJsonObject(key)) : Optional.empty();
    }

    private static Stream<JsonObject> children(JsonObject parent, String key) {
        return object(parent, key).stream()
                .flatMap(child -> child.entrySet().stream())
                .map(entry -> entry.getValue().getAsJsonObject());
    }

    private static Stream<JsonObject> apps(JsonObject report) {
        return children(report, "workloads");
    }

    private static Stream<JsonObject> tiers(JsonObject report) {
        return apps(report).flatMap(app -> children(app, "tiers"));
    }

    private static boolean isReady(JsonObject appOrTier) {
        return appOrTier.get("phase").getAsString().equals(TierPhase.Ready.name());
    }

    private static void removeReadyApps(JsonObject report) {
        object(report, "workloads").ifPresent(workloads -> {
            List.copyOf(workloads.keySet()).stream()
                    .filter(app -> isReady(workloads.getAsJsonObject(app)))
                    .forEach(workloads::remove);
            if (workloads.isEmpty()) {
                report.remove("workloads");
            }
        });
    }

    private static void emptyValue(JsonObject report, String section) {
        object(report, section).ifPresent(acknowledged -> acknowledged.add("value", new JsonObject()));
    }

    private static void keepProblems(JsonObject report, int most) {
        object(report, "problems").ifPresent(problems -> {
            List<String> keys = new ArrayList<>(problems.keySet());
            keys.stream().skip(most).forEach(problems::remove);
        });
    }

    private static void shorten(JsonObject report, int most) {
        Stream.of("network", "apps", "control")
                .flatMap(section -> object(report, section).stream())
                .forEach(acknowledged -> cut(acknowledged, "ad", most));
        Stream.of(children(report, "problems"), apps(report), tiers(report))
                .flatMap(holders -> holders)
                .forEach(holder -> cut(holder, "message", most));
        children(report, "problems").forEach(problem -> cut(problem, "path", most));
    }

    private static void cut(JsonObject holder, String key, int most) {
        JsonElement text = holder.get(key);
        if (text != null) {
            holder.addProperty(key, Text.cut(text.getAsString(), most));
        }
    }
}
