package io.fairlead.loop;

import io.fairlead.model.Ledger;
import io.fairlead.model.Observed;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Scope;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ReportInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One look at the cluster: the report of a module that starts now, has no document yet and writes nothing. */
public final class Glance {

    private Glance() {}

    /** The last good parts of the cluster's ledger, judged by the cluster's current state. */
    public static ReportInput at(Observed observed, Scope scope, ModuleInfo module, Instant now) {
        LoopState state = new LoopState(now, new Deadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO));
        Ledger ledger = state.ledger(observed, scope.moduleNamespace());
        Planned planned = new Planner(scope).plan(Optional.empty(), observed, ledger);
        Situation situation = Situation.judge(Optional.empty(), planned, observed, state, scope, now);
        return new Reporting(module).seen(situation, state);
    }
}
