package io.fairlead.loop;

import io.fairlead.report.ReportInput;

/** Where the loop tells what is true. */
public interface Reporter {

    /** Makes {@code state} the whole truth, in place of what was told before. Returns at once. */
    void report(ReportInput state);
}
