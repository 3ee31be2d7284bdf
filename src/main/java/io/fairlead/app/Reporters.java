package io.fairlead.app;

import io.fairlead.loop.Reporter;
import io.fairlead.report.ReportInput;
import java.time.Duration;
import java.util.List;

/**
 * All to whom the loop reports.
 *
 * @param all in this order
 */
record Reporters(List<Reporter> all) implements Reporter {

    Reporters {
        all = List.copyOf(all);
    }

    @Override
    public void report(ReportInput state) {
        all.forEach(reporter -> reporter.report(state));
    }

    @Override
    public void cycled(Duration took) {
        all.forEach(reporter -> reporter.cycled(took));
    }
}
