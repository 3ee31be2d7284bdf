package io.fairlead.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.model.Digest;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import java.time.temporal.ChronoUnit;

/**
 * The sections {@code revisions} and {@code repaired} in the answer to the method {@code status}. The twin has neither.
 */
final class PastSections {

    private PastSections() {}

    static void addTo(JsonObject report, Past past) {
        JsonArray revisions = new JsonArray();
        past.revisions().stream()
                .filter(revision -> revision.number() > 0)
                .map(PastSections::revision)
                .forEach(revisions::add);
        JsonArray repaired = new JsonArray();
        past.lately().stream().map(PastSections::repair).forEach(repaired::add);
        report.add("revisions", revisions);
        report.add("repaired", repaired);
    }

    private static JsonObject revision(Revision revision) {
        JsonObject text = new JsonObject();
        text.addProperty("revision", revision.number());
        text.addProperty("version", revision.documentVersion());
        revision.network().ifPresent(network -> text.addProperty("network", digest(network)));
        JsonObject apps = new JsonObject();
        revision.apps().forEach((id, app) -> apps.addProperty(id, digest(app)));
        text.add("apps", apps);
        return text;
    }

    private static String digest(StoredPart part) {
        return Digest.of(part.json()).hex();
    }

    private static JsonObject repair(Past.Repair repair) {
        JsonObject text = new JsonObject();
        text.addProperty("object", repair.object().toString());
        text.addProperty("at", repair.at().truncatedTo(ChronoUnit.SECONDS).toString());
        return text;
    }
}
