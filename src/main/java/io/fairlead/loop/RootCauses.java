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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
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
        Map<Name, List<TierId>> owners = owners();
        Map<TierId, List<Step>> steps = byTier(owners, planned.plan().steps().stream(), step -> step);
        Map<TierId, List<Outcome>> tried =
                byTier(owners, retries.attempts().values().stream().map(Retries.Attempt::outcome), Outcome::step);
        health.replaceAll((tier, judged) -> {
            boolean late = notReadyFor.apply(tier).compareTo(deadline) >= 0;
            return explained(
                    judged,
                    Optional.ofNullable(planned.apps().blocked().get(tier)),
                    steps.getOrDefault(tier, List.of()),
                    tried.getOrDefault(tier, List.of()),
                    late ? TierPhase.Failed : TierPhase.Progressing);
        });
    }

    private TierHealth explained(
            TierHealth health, Optional<Problem> blocked, List<Step> steps, List<Outcome> tried, TierPhase phase) {
        if (blocked.isPresent()) {
            return health.because(phase, blocked.get().code(), blocked.get().message());
        }
        if (paused && !steps.isEmpty()) {
            return held(health, steps);
        }
        boolean follows = health.phase() != TierPhase.Ready
                && health.code().filter(CONSEQUENCES::contains).isPresent();
        Optional<Problem> failed = follows
                ? tried.stream()
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

    /** The name of objects of any kind. */
    private record Name(String namespace, String name) {}

    /** The tiers by the names of their objects. All objects of a tier have its object name or a name of its Services. */
    private Map<Name, List<TierId>> owners() {
        Map<Name, List<TierId>> owners = new HashMap<>();
        for (Kept<App> app : planned.parts().apps().values()) {
            String namespace = scope.namespace(app.value());
            for (Tier tier : app.value().tiers().values()) {
                Set<String> names = new HashSet<>(tier.services().keySet());
                names.add(tier.objectName());
                names.forEach(name -> owners.computeIfAbsent(new Name(namespace, name), any -> new ArrayList<>())
                        .add(tier.id()));
            }
        }
        return owners;
    }

    private static <T> Map<TierId, List<T>> byTier(
            Map<Name, List<TierId>> owners, Stream<T> all, Function<T, Step> step) {
        Map<TierId, List<T>> byTier = new HashMap<>();
        all.forEach(one -> {
            ObjectRef ref = step.apply(one).ref();
            owners.getOrDefault(new Name(ref.namespace(), ref.name()), List.of())
                    .forEach(tier -> byTier.computeIfAbsent(tier, any -> new ArrayList<>())
                            .add(one));
        });
        return byTier;
    }
}
