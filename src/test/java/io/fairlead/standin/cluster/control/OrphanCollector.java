package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import java.time.Duration;
import java.util.List;

/** Kubernetes' garbage collector: deletes pods and endpoint slices whose owner has gone. */
final class OrphanCollector implements Controller {
    private final ClusterWriter cluster;

    OrphanCollector(ClusterWriter cluster) {
        this.cluster = cluster;
    }

    @Override
    public Duration reconcile() {
        for (ResourceKind kind : List.of(Catalog.POD, Catalog.ENDPOINT_SLICE)) {
            for (JsonObject object : cluster.list(kind)) {
                List<JsonObject> owners = Json.objects(object, "metadata", "ownerReferences");
                if (!owners.isEmpty() && owners.stream().noneMatch(owner -> isThere(object, owner))) {
                    cluster.delete(ObjectKey.of(kind, object));
                }
            }
        }
        return IDLE;
    }

    private boolean isThere(JsonObject object, JsonObject reference) {
        return Catalog.of(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
                .map(kind -> cluster.list(kind).stream().anyMatch(owner -> ClusterWriter.isOwnedBy(object, owner)))
                .orElse(true);
    }
}
