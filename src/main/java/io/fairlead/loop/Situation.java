package io.fairlead.loop;

import io.fairlead.address.Address;
import io.fairlead.health.TierJudge;
import io.fairlead.model.AddressMove;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Dns;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Path;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.Step;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.plan.HealthContext;
import io.fairlead.plan.Planned;
import io.fairlead.plan.target.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state at the end of a cycle.
 *
 * @param document the newest document; empty before the first
 * @param planned the plan
 * @param observed the cluster after the plan was carried out
 * @param health the health of every tier in force
 * @param problems all problems: in the document, in the plan, in carrying it out
 * @param phase the state of the module
 * @param isApplied whether the newest document is applied completely
 */
record Situation(
        Optional<ParsedDocument> document,
        Planned planned,
        Observed observed,
        SortedMap<TierId, TierHealth> health,
        List<Problem> problems,
        Phase phase,
        boolean isApplied) {

    Situation {
        health = Collections.unmodifiableSortedMap(new TreeMap<>(health));
        problems = problems.stream().sorted().distinct().toList();
    }

    static Situation judge(
            Optional<ParsedDocument> document,
            Planned planned,
            Observed observed,
            LoopState state,
            Scope scope,
            Instant now) {
        SortedMap<TierId, TierHealth> health = health(planned, observed, state, scope, now);
        Control control = Control.of(document);
        new RootCauses(planned, state.retries(), control.paused(), scope)
                .explain(health, tier -> state.notReadyFor(tier, now), TierJudge.DEADLINE);
        List<Problem> problems =
                new ArrayList<>(document.map(ParsedDocument::problems).orElse(List.of()));
        problems.addAll(planned.problems());
        List<Problem> inTheWay = state.retries().problems(planned.plan(), observed, now, state::timeOfDay);
        problems.addAll(inTheWay);
        paused(control, planned.plan().steps()).ifPresent(problems::add);
        observed.device()
                .credential()
                .flatMap(credential -> credential.expiring(state.timeOfDay(now)))
                .ifPresent(
                        soon -> problems.add(new Problem("device.credentialExpires", Code.CredentialExpiring, soon)));
        boolean refused = hasErrors(document.map(ParsedDocument::problems).orElse(List.of()))
                || planned.networkRefused()
                || planned.problems().stream().anyMatch(problem -> Path.CONTROL.holds(problem.path()))
                || !planned.refusedApps().isEmpty();
        boolean wrong = has(health, TierPhase.Failed) || hasErrors(planned.problems()) || !inTheWay.isEmpty();
        boolean settled = planned.isSettled();
        Phase phase = phase(document, planned, refused, wrong, settled && !has(health, TierPhase.Progressing));
        boolean applied = document.isPresent() && settled && !refused && !hasErrors(planned.problems());
        return new Situation(document, planned, observed, health, problems, phase, applied);
    }

    /** This situation before its plan is carried out: the document is accepted as far as possible, and in progress. */
    Situation begun() {
        boolean stays = phase == Phase.Rejected || phase == Phase.Paused;
        return new Situation(document, planned, observed, health, problems, stays ? phase : Phase.Applying, false);
    }

    private static boolean hasErrors(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> !problem.code().isWarning());
    }

    private static Optional<Problem> paused(Control control, List<Step> steps) {
        String held = control.paused() ? Words.list(steps) : "";
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem("control.paused", Code.Paused, "not done: " + held));
    }

    private static SortedMap<TierId, TierHealth> health(
            Planned planned, Observed observed, LoopState state, Scope scope, Instant now) {
        SortedMap<TierId, TierHealth> health = new HealthContext(
                        scope,
                        observed,
                        planned.ledger().reservations(),
                        planned.network().pools().values().stream()
                                .map(EffectivePool::pool)
                                .toList(),
                        planned.network().draining(),
                        tier -> state.notReadyFor(tier, now))
                .of(planned.parts().apps().values());
        planned.parts().apps().values().stream()
                .flatMap(app -> app.value().tiers().values().stream())
                .forEach(tier -> health.computeIfPresent(tier.id(), (id, judged) -> state.delayed(judged, tier, now)));
        health.replaceAll((tier, judged) -> told(
                judged,
                Optional.ofNullable(planned.ledger().reservations().get(tier)),
                planned.network().moves().get(tier),
                planned));
        SortedMap<TierId, Address> addresses = new TreeMap<>();
        health.forEach((tier, judged) -> judged.address().ifPresent(address -> addresses.put(tier, address)));
        Optional<Dns> dns = planned.parts().networkOrNone().dns();
        health.replaceAll((tier, judged) -> judged.named(ClusterDns.names(dns, tier, addresses, observed)));
        return health;
    }

    /**
     * Adds a note to a Ready tier whose pool no longer gives out its address, or that got another one for that reason.
     */
    private static TierHealth told(
            TierHealth health, Optional<Reservation> reservation, @Nullable AddressMove move, Planned planned) {
        Optional<String> leaves =
                reservation.flatMap(kept -> planned.network().draining().pool(kept.address()));
        String note = leaves.map(id -> "its address is draining: pool " + id + " no longer gives it out")
                .orElse(move == null ? "" : move + ", because its pool no longer gives out the old one");
        return health.phase() == TierPhase.Ready ? health.noting(note) : health;
    }

    private static Phase phase(
            Optional<ParsedDocument> document, Planned planned, boolean refused, boolean wrong, boolean settled) {
        if (document.isEmpty() && planned.ledger().documentVersion() == 0) {
            return Phase.Waiting;
        }
        if (Control.of(document).paused()) {
            return Phase.Paused;
        }
        if (refused) {
            return Phase.Rejected;
        }
        if (wrong) {
            return Phase.Degraded;
        }
        return settled ? Phase.Converged : Phase.Applying;
    }

    private static boolean has(SortedMap<TierId, TierHealth> health, TierPhase phase) {
        return health.values().stream().anyMatch(judged -> judged.phase() == phase);
    }

    long desiredVersion() {
        return document.map(ParsedDocument::version).orElse(planned.ledger().documentVersion());
    }
}
