package io.fairlead.loop;

import io.fairlead.report.ReportInput;
import java.time.Duration;

/** Receives the reports of the loop. */
public interface Reporter {

    /** Replaces the previous report with {@code state}. Returns at once. */
    void report(ReportInput state);

    /** Called after every cycle, successful or not, with its duration. Returns at once. */
    default void cycled(Duration took) {}
}
