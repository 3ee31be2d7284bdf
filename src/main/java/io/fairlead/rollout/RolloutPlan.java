package io.fairlead.rollout;

import io.fairlead.fleet.definition.FleetSettings;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.model.Digest;
import java.util.List;

/**
 * The input of a rollout. The same definition gives the same plan on every machine.
 *
 * @param revision the git revision of the documents
 * @param undo whether the rollout goes back to an earlier revision
 * @param settings the settings of the fleet
 * @param documents the document of each site, sorted by the site's name
 */
public record RolloutPlan(String revision, boolean undo, FleetSettings settings, List<SiteDocument> documents) {

    /** Copies the list. */
    public RolloutPlan {
        documents = List.copyOf(documents);
    }

    /** The id of the rollout: a digest of its revision, its direction and its documents. */
    public String run() {
        StringBuilder all = new StringBuilder(revision).append(undo);
        documents.forEach(
                document -> all.append('\n').append(document.site().name()).append(document.digest()));
        return Digest.of(all.toString()).hex();
    }

    List<SiteDocument> in(Wave wave) {
        return documents.stream()
                .filter(document -> document.site().wave().equals(wave.name()))
                .toList();
    }
}
