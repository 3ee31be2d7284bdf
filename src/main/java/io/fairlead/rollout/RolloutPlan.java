package io.fairlead.rollout;

import io.fairlead.fleet.definition.FleetSettings;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.model.Digest;
import java.util.List;

/**
 * What a rollout is to bring about. The same definition gives the same plan on every machine.
 *
 * @param revision the revision in git that the documents are from
 * @param undo whether it goes back
 * @param settings how it goes
 * @param documents one for each site, by name
 */
public record RolloutPlan(String revision, boolean undo, FleetSettings settings, List<SiteDocument> documents) {

    /** Copies the list. */
    public RolloutPlan {
        documents = List.copyOf(documents);
    }

    /** What names the rollout: its revision, its direction and its documents. */
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
