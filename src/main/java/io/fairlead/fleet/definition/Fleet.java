package io.fairlead.fleet.definition;

import java.util.List;

/**
 * The definition of a fleet.
 *
 * @param settings the settings of {@code fleet.yaml}
 * @param documents the document of each site whose values can be filled in, sorted by the site's name
 * @param problems every problem of the definition
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
