package io.fairlead.loop;

import io.fairlead.report.Report;
import java.time.Duration;

/** Receives the reports of the loop. */
public interface Reporter {

    /** Replaces the previous report. Returns at once. */
    void report(Report report);

    /** Called after every cycle, successful or not, with its duration. Returns at once. */
    default void cycled(Duration took) {}
}
