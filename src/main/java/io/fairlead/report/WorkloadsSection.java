package io.fairlead.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Endpoint;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.Comparator;
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

    private final ReportInput input;
    private final Map<TierId, String> names;

    private WorkloadsSection(ReportInput input) {
        this.input = input;
        this.names = input.observed().map(InternalNames::of).orElse(Map.of());
    }

    static JsonObject of(ReportInput input) {
        WorkloadsSection section = new WorkloadsSection(input);
        SortedSet<String> ids = new TreeSet<>(input.refusedApps());
        input.health().keySet().forEach(id -> ids.add(id.app()));
        input.removing().keySet().forEach(id -> ids.add(id.app()));
        JsonObject workloads = new JsonObject();
        ids.forEach(id -> workloads.add(id, section.app(id)));
        return workloads;
    }

    /** The worst of {@code phases}. */
    static Optional<TierPhase> worst(List<TierPhase> phases) {
        return phases.stream().min(Comparator.comparingInt(WORST_FIRST::indexOf));
    }

    private JsonObject app(String id) {
        SortedMap<String, TierHealth> tiers = tiers(id);
        boolean refused = input.refusedApps().contains(id);
        List<TierPhase> phases = tiers.values().stream().map(TierHealth::phase).collect(Collectors.toList());
        if (refused) {
            phases.add(TierPhase.Refused);
        }
        JsonObject app = new JsonObject();
        app.addProperty("phase", worst(phases).orElse(TierPhase.Progressing).name());
        if (refused) {
            refusal(id).ifPresent(code -> app.addProperty("code", code.name()));
            app.addProperty(
                    "message",
                    input.apps().containsKey(id)
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
        of(app, input.removing()).forEach((id, objects) -> tiers.put(id.tier(), removing(objects)));
        of(app, input.health()).forEach((id, health) -> tiers.put(id.tier(), health));
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
        health.code().ifPresent(code -> tier.addProperty("code", code.name()));
        if (!health.message().isEmpty()) {
            tier.addProperty("message", health.message());
        }
        if (health.phase() != TierPhase.Removing) {
            tier.addProperty("ready", health.ready() + "/" + health.wanted());
        }
        health.address().ifPresent(address -> tier.addProperty("address", address.toString()));
        String ports = Optional.ofNullable(input.apps().get(app))
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
        if (!health.endpoints().isEmpty()) {
            tier.add("endpoints", endpoints(health));
        }
        return tier;
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

    /** Why the app is refused: the first problem under its path that is no mere warning. */
    private Optional<Code> refusal(String app) {
        String path = "apps." + app;
        return input.problems().stream()
                .filter(problem -> problem.path().equals(path) || problem.path().startsWith(path + "."))
                .map(Problem::code)
                .filter(code -> !code.isWarning())
                .findFirst();
    }
}
