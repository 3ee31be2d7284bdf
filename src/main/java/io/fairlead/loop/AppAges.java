package io.fairlead.loop;

import io.fairlead.model.AppReturns;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.plan.AppTrials;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long each version of an app that is on trial has been in force, and its tiers Ready. */
final class AppAges {

    private final Map<String, Times> times = new HashMap<>();
    private SortedMap<String, String> nodes = new TreeMap<>();

    /**
     * When it began.
     *
     * @param revision the revision of the trial
     * @param since since when the version is in force, and no node came, went or failed
     * @param readySince since when all tiers of the trial are Ready; empty while one is not
     */
    private record Times(long revision, Instant since, Optional<Instant> readySince) {}

    /** Everything begins again, as after an outage. */
    void clear() {
        times.clear();
    }

    /** A look at the tiers. A node that fails explains what a version of an app seems to do, so all have their time again. */
    void look(AppReturns apps, SortedMap<TierId, TierHealth> health, SortedMap<String, String> nodesNow, Instant now) {
        if (!nodesNow.equals(nodes)) {
            nodes = nodesNow;
            times.clear();
        }
        times.keySet().retainAll(apps.trials().keySet());
        apps.trials().forEach((id, trial) -> {
            Optional<Times> before =
                    Optional.ofNullable(times.get(id)).filter(known -> known.revision() == trial.revision());
            Instant since = before.map(Times::since).orElse(now);
            Optional<Instant> readySince = AppTrials.notReady(id, trial, health).isEmpty()
                    ? before.flatMap(Times::readySince).or(() -> Optional.of(now))
                    : Optional.empty();
            times.put(id, new Times(trial.revision(), since, readySince));
        });
    }

    /** The age of the version of an app that is on trial. */
    AppTrials.Age age(String app, Instant now) {
        Times known = Objects.requireNonNull(times.get(app));
        return new AppTrials.Age(
                Duration.between(known.since(), now),
                known.readySince().map(since -> Duration.between(since, now)).orElse(Duration.ZERO));
    }
}
