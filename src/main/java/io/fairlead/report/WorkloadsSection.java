package io.fairlead.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.model.Endpoint;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The section {@code workloads}: each app and its tiers. */
final class WorkloadsSection {

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
        JsonObject apps = new JsonObject();
        AppHealth.of(workloads).forEach((id, health) -> apps.add(id, section.app(id, health)));
        return apps;
    }

    private JsonObject app(String id, AppHealth health) {
        JsonObject app = new JsonObject();
        app.addProperty("phase", health.phase().name());
        health.code().ifPresent(code -> app.addProperty("code", code.name()));
        if (!health.message().isEmpty()) {
            app.addProperty("message", health.message());
        }
        if (!health.tiers().isEmpty()) {
            JsonObject texts = new JsonObject();
            health.tiers().forEach((tier, of) -> texts.add(tier, tier(id, tier, of)));
            app.add("tiers", texts);
        }
        return app;
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
        String ports = AppHealth.ports(workloads, new TierId(app, id));
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

    /** The images of the Deployments. They differ from the twin while its text is refused, in progress or paused. */
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
}
