package io.fairlead.report;

import io.fairlead.model.Observed;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The input of a report.
 *
 * @param status the progress of the module
 * @param listed every problem, of the document and of the cluster
 * @param answers the writable properties; empty before the first document
 * @param observed the cluster; empty while it cannot be read, and then the report leaves it out
 * @param workloads the apps
 * @param past revisions and repairs
 * @param module the module itself
 */
public record ReportInput(
        ModuleStatus status,
        ProblemList listed,
        Optional<Answers> answers,
        Optional<Observed> observed,
        Workloads workloads,
        Past past,
        ModuleInfo module) {

    /** A copy with another answer in every section, if there are answers. */
    public ReportInput answering(Acknowledgement answer) {
        return new ReportInput(
                status, listed, answers.map(given -> given.with(answer)), observed, workloads, past, module);
    }

    /** The state of the module. */
    public Phase phase() {
        return status.phase();
    }

    /** The {@code $version} of the newest document; 0 before the first. */
    public long desiredVersion() {
        return status.desiredVersion();
    }

    /** Every problem. */
    public List<Problem> problems() {
        return listed.all();
    }
}
