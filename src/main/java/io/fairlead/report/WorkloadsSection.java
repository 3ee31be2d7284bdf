package io.fairlead.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.model.App;
import io.fairlead.model.Endpoint;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The section {@code workloads}: each app and its tiers. An app is what the worst of its tiers is, and Refused where its
 * newest text is refused and nothing of it is Failed.
 */
final class WorkloadsSection {

    /** From bad to good. */
    private static final List<TierPhase> WORST_FIRST =
            List.of(TierPhase.Failed, TierPhase.Refused, TierPhase.Progressing, TierPhase.Removing, TierPhase.Ready);

    private final Workloads workloads;
    private final Map<TierId, String> names;

    private final Map<TierId, String> images;

    private WorkloadsSection(Workloads workloads, Observed observed) {
        this.workloads = workloads;
        this.names = InternalNames.of(observed);
        this.images = images(observed);
    }

    static JsonObject of(Workloads workloads, Observed observed) {
        WorkloadsSection section = new WorkloadsSection(workloads, observed);
        SortedSet<String> ids = new TreeSet<>(workloads.refused().keySet());
        workloads.health().keySet().forEach(id -> ids.add(id.app()));
        workloads.removing().keySet().forEach(id -> ids.add(id.app()));
        JsonObject apps = new JsonObject();
        ids.forEach(id -> apps.add(id, section.app(id)));
        return apps;
    }

    /** The worst of {@code phases}. */
    static Optional<TierPhase> worst(List<TierPhase> phases) {
        return phases.stream().min(Comparator.comparingInt(WORST_FIRST::indexOf));
    }

    private JsonObject app(String id) {
        SortedMap<String, TierHealth> tiers = tiers(id);
        boolean refused = workloads.refused().containsKey(id);
        List<TierPhase> phases = tiers.values().stream().map(TierHealth::phase).collect(Collectors.toList());
        if (refused) {
            phases.add(TierPhase.Refused);
        }
        JsonObject app = new JsonObject();
        app.addProperty("phase", worst(phases).orElse(TierPhase.Progressing).name());
        if (refused) {
            workloads
                    .refused()
                    .getOrDefault(id, Optional.empty())
                    .ifPresent(code -> app.addProperty("code", code.name()));
            app.addProperty(
                    "message",
                    workloads.apps().containsKey(id)
                            ? "the newest text is refused, see problems; the last good one stays in force"
                            : "refused, see problems");
        }
        if (!tiers.isEmpty()) {
            JsonObject texts = new JsonObject();
            tiers.forEach((tier, health) -> texts.add(tier, tier(id, tier, health)));
            app.add("tiers", texts);
        }
        return app;
    }

    private SortedMap<String, TierHealth> tiers(String app) {
        SortedMap<String, TierHealth> tiers = new TreeMap<>();
        of(app, workloads.removing()).forEach((id, objects) -> tiers.put(id.tier(), removing(objects)));
        of(app, workloads.health()).forEach((id, health) -> tiers.put(id.tier(), health));
        return tiers;
    }

    /** The entries of one app. No id holds the character 0, so nothing lies between an app's tiers and the next app. */
    private static <T> SortedMap<TierId, T> of(String app, SortedMap<TierId, T> all) {
        return all.subMap(new TierId(app, ""), new TierId(app + "\0", ""));
    }

    private static TierHealth removing(List<ObjectRef> objects) {
        String left = objects.stream().map(ObjectRef::toString).sorted().collect(Collectors.joining(", "));
        return new TierHealth(
                TierPhase.Removing, Optional.empty(), "still there: " + left, 0, 0, Optional.empty(), List.of());
    }

    private JsonObject tier(String app, String id, TierHealth health) {
        JsonObject tier = new JsonObject();
        tier.addProperty("phase", health.phase().name());
        health.shownCode().ifPresent(code -> tier.addProperty("code", code.name()));
        if (!health.message().isEmpty()) {
            tier.addProperty("message", health.message());
        }
        if (health.phase() != TierPhase.Removing) {
            tier.addProperty("ready", health.ready() + "/" + health.wanted());
        }
        health.address().ifPresent(address -> tier.addProperty("address", address.toString()));
        String ports = Optional.ofNullable(workloads.apps().get(app))
                .map(App::tiers)
                .flatMap(tiers -> Optional.ofNullable(tiers.get(id)))
                .map(WorkloadsSection::ports)
                .orElse("");
        if (!ports.isEmpty()) {
            tier.addProperty("ports", ports);
        }
        if (!health.dns().isEmpty()) {
            tier.addProperty("dns", String.join(", ", health.dns()));
        }
        Optional.ofNullable(names.get(new TierId(app, id))).ifPresent(name -> tier.addProperty("dns", name));
        Optional.ofNullable(images.get(new TierId(app, id))).ifPresent(image -> tier.addProperty("image", image));
        if (!health.endpoints().isEmpty()) {
            tier.add("endpoints", endpoints(health));
        }
        return tier;
    }

    /** What the Deployments run, which is another than the twin says while its text is refused, on its way or held. */
    private static Map<TierId, String> images(Observed observed) {
        Map<TierId, String> images = new HashMap<>();
        observed.stream("Deployment")
                .filter(LiveObject::isFairleads)
                .forEach(deployment -> deployment
                        .tier()
                        .ifPresent(tier -> deployment.body().each("spec", "template", "spec", "containers").stream()
                                .flatMap(container -> container.text("image").stream())
                                .findFirst()
                                .ifPresent(image -> images.put(tier, image))));
        return images;
    }

    private static JsonArray endpoints(TierHealth health) {
        JsonArray endpoints = new JsonArray();
        for (Endpoint endpoint : health.endpoints()) {
            JsonObject text = new JsonObject();
            text.addProperty("pod", endpoint.pod());
            text.addProperty("node", endpoint.node());
            text.addProperty("ip", endpoint.address());
            text.addProperty("ready", endpoint.ready());
            endpoints.add(text);
        }
        return endpoints;
    }

    private static String ports(Tier tier) {
        return tier.ports().stream()
                .map(port -> port.port() + "/" + port.protocol())
                .collect(Collectors.joining(", "));
    }
}
