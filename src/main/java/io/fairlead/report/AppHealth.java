package io.fairlead.report;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The actual state of an app: that of its worst tier, or Refused if its newest text is refused and no tier is Failed.
 *
 * @param phase its state
 * @param code why its newest text is refused
 * @param message the reason in a sentence, mostly empty
 * @param tiers its tiers by id, including those that left the twin and still have objects
 */
public record AppHealth(TierPhase phase, Optional<Code> code, String message, SortedMap<String, TierHealth> tiers) {

    /** The phases from bad to good. */
    private static final List<TierPhase> WORST_FIRST =
            List.of(TierPhase.Failed, TierPhase.Refused, TierPhase.Progressing, TierPhase.Removing, TierPhase.Ready);

    /** Copies the map. */
    public AppHealth {
        tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    }

    /** The health of every app, by id. */
    public static SortedMap<String, AppHealth> of(Workloads workloads) {
        SortedSet<String> ids = new TreeSet<>(workloads.refused().keySet());
        workloads.health().keySet().forEach(id -> ids.add(id.app()));
        workloads.removing().keySet().forEach(id -> ids.add(id.app()));
        SortedMap<String, AppHealth> apps = new TreeMap<>();
        ids.forEach(id -> apps.put(id, of(id, workloads)));
        return apps;
    }

    /** The ports of a tier, for example {@code 8080/TCP, 53/UDP}; empty if it has none. */
    public static String ports(Workloads workloads, TierId tier) {
        return Optional.ofNullable(workloads.apps().get(tier.app()))
                .map(App::tiers)
                .flatMap(tiers -> Optional.ofNullable(tiers.get(tier.tier())))
                .map(AppHealth::ports)
                .orElse("");
    }

    private static String ports(Tier tier) {
        return tier.ports().stream()
                .map(port -> port.port() + "/" + port.protocol())
                .collect(Collectors.joining(", "));
    }

    private static AppHealth of(String id, Workloads workloads) {
        SortedMap<String, TierHealth> tiers = tiers(id, workloads);
        List<TierPhase> phases = tiers.values().stream().map(TierHealth::phase).collect(Collectors.toList());
        if (!workloads.refused().containsKey(id)) {
            return new AppHealth(worst(phases), Optional.empty(), "", tiers);
        }
        phases.add(TierPhase.Refused);
        String message = workloads.apps().containsKey(id)
                ? "the newest text is refused, see problems; the last good one stays in force"
                : "refused, see problems";
        return new AppHealth(worst(phases), workloads.refused().getOrDefault(id, Optional.empty()), message, tiers);
    }

    private static TierPhase worst(List<TierPhase> phases) {
        return phases.stream()
                .min(Comparator.comparingInt(WORST_FIRST::indexOf))
                .orElse(TierPhase.Progressing);
    }

    private static SortedMap<String, TierHealth> tiers(String app, Workloads workloads) {
        SortedMap<String, TierHealth> tiers = new TreeMap<>();
        only(app, workloads.removing()).forEach((id, objects) -> tiers.put(id.tier(), removing(objects)));
        only(app, workloads.health()).forEach((id, health) -> tiers.put(id.tier(), health));
        return tiers;
    }

    /** The entries of one app. Ids never contain the character 0, so no other app's tiers are in this range. */
    private static <T> SortedMap<TierId, T> only(String app, SortedMap<TierId, T> all) {
        return all.subMap(new TierId(app, ""), new TierId(app + "\0", ""));
    }

    private static TierHealth removing(List<ObjectRef> objects) {
        String left = objects.stream().map(ObjectRef::toString).sorted().collect(Collectors.joining(", "));
        return new TierHealth(
                TierPhase.Removing, Optional.empty(), "still there: " + left, 0, 0, Optional.empty(), List.of());
    }
}
