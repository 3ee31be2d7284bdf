package io.fairlead.loop;

import io.fairlead.report.ReportInput;
import java.time.Duration;

/** Where the loop tells what is true. */
public interface Reporter {

    /** Makes {@code state} the whole truth, in place of what was told before. Returns at once. */
    void report(ReportInput state);

    /** A cycle has ended, whatever came of it, and took so long. Returns at once. */
    default void cycled(Duration took) {}
}
