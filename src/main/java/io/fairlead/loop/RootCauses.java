package io.fairlead.loop;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.plan.Planned;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports why the objects of a tier are not as desired. The tier then shows this cause instead of its consequences, for
 * example an object that does not exist.
 *
 * @param planned the plan
 * @param retries the steps that did not succeed
 * @param paused whether nothing is carried out
 * @param scope the namespaces of the apps
 */
record RootCauses(Planned planned, Retries retries, boolean paused, Scope scope) {

    /** The consequences of an object that is not as desired. */
    private static final Set<Code> CONSEQUENCES =
            EnumSet.of(Code.DeadlineExceeded, Code.NoEndpoints, Code.ControllerMissing);

    /** Replaces consequences with their cause. */
    void explain(SortedMap<TierId, TierHealth> health, Function<TierId, Duration> notReadyFor, Duration deadline) {
        for (Kept<App> app : planned.parts().apps().values()) {
            for (Tier tier : app.value().tiers().values()) {
                TierHealth judged = health.get(tier.id());
                if (judged != null) {
                    boolean late = notReadyFor.apply(tier.id()).compareTo(deadline) >= 0;
                    health.put(tier.id(), explained(judged, tier, objects(app.value(), tier), late));
                }
            }
        }
    }

    private TierHealth explained(TierHealth health, Tier tier, Set<ObjectRef> objects, boolean late) {
        TierPhase phase = late ? TierPhase.Failed : TierPhase.Progressing;
        Problem blocked = planned.apps().blocked().get(tier.id());
        if (blocked != null) {
            return health.because(phase, blocked.code(), blocked.message());
        }
        List<Step> steps = planned.plan().steps().stream()
                .filter(step -> objects.contains(step.ref()))
                .toList();
        if (paused && !steps.isEmpty()) {
            return held(health, steps);
        }
        boolean follows = health.phase() != TierPhase.Ready
                && health.code().filter(CONSEQUENCES::contains).isPresent();
        Optional<Problem> failed = follows
                ? retries.attempts().values().stream()
                        .map(Retries.Attempt::outcome)
                        .filter(outcome -> objects.contains(outcome.step().ref()))
                        .flatMap(outcome -> Retries.problem(outcome).stream())
                        .findFirst()
                : Optional.empty();
        return failed.map(cause -> health.because(phase, cause.code(), cause.path() + ": " + cause.message()))
                .orElse(health);
    }

    /** A tier whose steps are paused waits without a deadline. A tier that is Ready now stays Ready. */
    private static TierHealth held(TierHealth health, List<Step> steps) {
        String held = "control.paused is true, so not done: " + Words.list(steps);
        if (health.phase() == TierPhase.Ready) {
            return health.noting(held);
        }
        return health.because(
                TierPhase.Progressing,
                Code.Paused,
                health.message().isEmpty() ? held : held + "; now: " + health.message());
    }

    /** The objects of a tier that have steps. All of them have the tier's object name or a name of its Services. */
    private Set<ObjectRef> objects(App app, Tier tier) {
        String namespace = scope.namespace(app);
        Set<String> names = new HashSet<>(tier.services().keySet());
        names.add(tier.objectName());
        return Stream.concat(
                        planned.plan().steps().stream(),
                        retries.attempts().values().stream()
                                .map(Retries.Attempt::outcome)
                                .map(Outcome::step))
                .map(Step::ref)
                .filter(ref -> ref.namespace().equals(namespace) && names.contains(ref.name()))
                .collect(Collectors.toSet());
    }
}
