package io.fairlead.fleet.definition;

import java.util.List;

/**
 * A fleet as its folder defines it.
 *
 * @param settings how it is rolled out
 * @param documents one for each site that has no problem, by name
 * @param problems everything that is wrong
 */
public record Fleet(FleetSettings settings, List<SiteDocument> documents, List<FleetProblem> problems) {

    /** Copies the lists. */
    public Fleet {
        documents = List.copyOf(documents);
        problems = problems.stream().sorted().distinct().toList();
    }

    /** The sites that have a document. */
    public List<Site> sites() {
        return documents.stream().map(SiteDocument::site).toList();
    }
}
