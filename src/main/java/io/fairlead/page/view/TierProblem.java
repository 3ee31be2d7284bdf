package io.fairlead.page.view;

import io.fairlead.model.Code;
import io.fairlead.model.Path;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.report.ReportInput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A tier that is not Ready for a known cause. The reported properties have it with the tier and not under {@code problems}.
 *
 * @param tier the tier
 * @param phase its state
 * @param code the cause
 * @param message the cause in a sentence
 */
record TierProblem(TierId tier, TierPhase phase, Code code, String message) {

    /** The tiers that are not Ready, without those whose cause is one of the report's problems, failed ones first. */
    static List<TierProblem> of(ReportInput report) {
        return report.workloads().health().entrySet().stream()
                .flatMap(tier -> of(tier.getKey(), tier.getValue()).stream())
                .filter(problem -> !problem.isIn(report))
                .sorted(Comparator.comparing(problem -> problem.phase() != TierPhase.Failed))
                .toList();
    }

    private static Optional<TierProblem> of(TierId tier, TierHealth health) {
        return health.phase() == TierPhase.Ready
                ? Optional.empty()
                : health.shownCode()
                        .filter(code -> !code.isWarning())
                        .map(code -> new TierProblem(tier, health.phase(), code, health.message()));
    }

    private boolean isIn(ReportInput report) {
        return report.problems().stream()
                .filter(problem -> problem.code() == code)
                .anyMatch(problem -> isAt(problem.path()) || message.contains(problem.message()));
    }

    /** Whether a path is in the text of the tier, which has no key {@code tiers} if the app has one tier alone. */
    private boolean isAt(String path) {
        Path app = Path.app(tier.app());
        Path tiers = app.at("tiers");
        return tiers.at(tier.tier()).holds(path) || (app.holds(path) && !tiers.holds(path));
    }
}
