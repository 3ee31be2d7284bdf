package io.fairlead.methods;

import io.fairlead.loop.LoopSnapshot;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Tier;
import java.util.List;
import java.util.Optional;

/**
 * The tiers in force that a payload names: one tier or all tiers of an app.
 *
 * @param app the app
 * @param tiers all its tiers, or the named one
 */
record TierChoice(App app, List<Tier> tiers) {

    TierChoice {
        tiers = List.copyOf(tiers);
    }

    /** The choice; empty if the payload names no existing tier, which is then reported as its problem. */
    static Optional<TierChoice> of(Arguments sent, String app, Optional<String> tier, LoopSnapshot now) {
        App found = now.apps().get(app);
        if (found == null) {
            sent.problem(
                    "app",
                    Code.UnknownReference,
                    "no app " + app + " is in force; in force are "
                            + list(now.apps().keySet()));
            return Optional.empty();
        }
        List<Tier> tiers = found.tiers().values().stream()
                .filter(any -> tier.isEmpty() || tier.get().equals(any.id().tier()))
                .toList();
        if (tiers.isEmpty()) {
            sent.problem(
                    "tier",
                    Code.UnknownReference,
                    "app " + app + " has no tier " + tier.orElse("") + "; it has "
                            + list(found.tiers().keySet()));
            return Optional.empty();
        }
        return Optional.of(new TierChoice(found, tiers));
    }

    private static String list(Iterable<String> ids) {
        String joined = String.join(", ", ids);
        return joined.isEmpty() ? "none" : joined;
    }
}
