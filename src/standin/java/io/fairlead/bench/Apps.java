package io.fairlead.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.App;
import io.fairlead.model.Manifest;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Placement;
import io.fairlead.workload.TierObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The apps that are measured: one tier each, so one Deployment and one Service.
 *
 * @param count how many
 * @param external whether each has an address of a pool and one pod, or is internal and has none
 */
record Apps(int count, boolean external) {

    private static final String IMAGE = "mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine";
    private static final Gson GSON = new Gson();

    /** The desired properties with all apps. */
    JsonObject desired() {
        JsonObject apps = new JsonObject();
        for (int i = 0; i < count; i++) {
            apps.add(name(i), app(IMAGE));
        }
        JsonObject desired = new JsonObject();
        desired.addProperty("schema", 1);
        desired.add("apps", apps);
        return desired;
    }

    /** The same with pools of 65,536 addresses each. */
    JsonObject desired(int pools) {
        JsonObject byPool = new JsonObject();
        for (int i = 0; i < pools; i++) {
            byPool.add("p" + i, JsonParser.parseString("{addresses:'10." + i + ".0.0/16'}"));
        }
        JsonObject services = new JsonObject();
        services.add("pools", byPool);
        JsonObject network = new JsonObject();
        network.add("services", services);
        JsonObject desired = desired();
        desired.add("network", network);
        return desired;
    }

    /** The patch of desired properties that gives one app another image. */
    JsonObject change(int index, String tag) {
        JsonObject image = new JsonObject();
        image.addProperty("image", image(tag));
        JsonObject apps = new JsonObject();
        apps.add(name(index), image);
        JsonObject patch = new JsonObject();
        patch.add("apps", apps);
        return patch;
    }

    static String name(int index) {
        return "app-%03d".formatted(index);
    }

    /** The image with another tag. */
    static String image(String tag) {
        return IMAGE + "-" + tag;
    }

    /** What the watch shows of a Deployment with an image. */
    static String deployment(int index, String image) {
        return "Deployment " + name(index) + " " + image;
    }

    /** What the watch shows when all is there. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(deployment(i, IMAGE));
            all.add("Service " + name(i));
        }
        return all;
    }

    /** The very objects that Fairlead makes of {@link #desired()}: all Deployments, then all Services. */
    List<Manifest> manifests(Place place) {
        List<Manifest> deployments = new ArrayList<>();
        List<Manifest> services = new ArrayList<>();
        for (App app : parsed(desired())) {
            app.tiers().values().forEach(tier -> {
                deployments.add(TierObjects.deployment(tier, app, place.appsNamespace(), place.kubernetes()));
                services.addAll(TierObjects.services(tier, place.appsNamespace(), Placement.ANYWHERE));
            });
        }
        deployments.addAll(services);
        return deployments;
    }

    /** The Deployment of one app with another image. */
    Manifest changed(int index, String tag, Place place) {
        JsonObject one = new JsonObject();
        one.addProperty("schema", 1);
        JsonObject apps = new JsonObject();
        apps.add(name(index), app(image(tag)));
        one.add("apps", apps);
        App app = parsed(one).getFirst();
        return TierObjects.deployment(
                app.tiers().firstEntry().getValue(), app, place.appsNamespace(), place.kubernetes());
    }

    /** An object as JSON text. */
    static String json(Manifest manifest) {
        return GSON.toJson(manifest.body().map());
    }

    /** Objects as a List for kubectl. */
    static String list(List<Manifest> manifests) {
        List<Map<String, Object>> items =
                manifests.stream().map(manifest -> manifest.body().map()).toList();
        return GSON.toJson(Map.of("apiVersion", "v1", "kind", "List", "items", items));
    }

    private JsonObject app(String image) {
        JsonObject app = new JsonObject();
        app.addProperty("image", image);
        app.addProperty("replicas", external ? 1 : 0);
        if (external) {
            app.addProperty("expose", "external");
        }
        app.addProperty("ports", "80");
        return app;
    }

    private static List<App> parsed(JsonObject desired) {
        ParsedDocument document = DesiredParser.parse(1, desired);
        if (!document.problems().isEmpty()) {
            throw new IllegalStateException(
                    "the apps do not pass: " + document.problems().getFirst());
        }
        return document.apps().values().stream()
                .filter(Part.Accepted.class::isInstance)
                .map(part -> ((Part.Accepted<App>) part).value())
                .toList();
    }
}
