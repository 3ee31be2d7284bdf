package io.fairlead.page.view;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Observed;
import io.fairlead.report.ReportInput;
import java.util.Optional;

/** Says why a fact is unknown. The page shows it in place of the fact, so that a missing fact never looks like a good one. */
final class Unknown {

    /** The word in place of an unknown value. */
    static final String WORD = "not known";

    private Unknown() {}

    /** Why the settings in force are unknown; empty if they are known. */
    static Optional<String> settings(ReportInput report) {
        if (report.answers().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                report.observed().isPresent()
                        ? "Not known yet: no twin has arrived."
                        : "Not known: the module keeps its last settings in the cluster, and has not read it since the start.");
    }

    /**
     * Why the objects of an area are unknown; empty if they are known.
     *
     * @param what the objects, after "the module may not read"
     */
    static Optional<String> area(ReportInput report, Area area, String what) {
        Optional<Observed> observed = report.observed();
        if (observed.isEmpty()) {
            return Optional.of("Not known: the cluster was not read.");
        }
        return observed.filter(cluster -> cluster.access(area) == Access.NONE)
                .map(cluster -> "Not known: "
                        + cluster.obstacle("", area, "read " + what).message() + ".");
    }
}
