package io.fairlead.app;

import io.fairlead.loop.Reporter;
import io.fairlead.report.Report;
import java.time.Duration;
import java.util.List;

/**
 * Forwards the loop's reports to several reporters.
 *
 * @param all the reporters, in order
 */
record Reporters(List<Reporter> all) implements Reporter {

    Reporters {
        all = List.copyOf(all);
    }

    @Override
    public void report(Report report) {
        all.forEach(reporter -> reporter.report(report));
    }

    @Override
    public void cycled(Duration took) {
        all.forEach(reporter -> reporter.cycled(took));
    }
}
