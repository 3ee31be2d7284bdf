package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Kubernetes' garbage collector: deletes pods and endpoint slices whose owner has gone. */
final class OrphanCollector implements Controller {
    private final ClusterWriter cluster;

    OrphanCollector(ClusterWriter cluster) {
        this.cluster = cluster;
    }

    @Override
    public Duration reconcile() {
        Map<ResourceKind, Set<String>> living = new HashMap<>();
        for (ResourceKind kind : List.of(Catalog.POD, Catalog.ENDPOINT_SLICE)) {
            for (JsonObject object : cluster.list(kind)) {
                List<JsonObject> owners = Json.objects(object, "metadata", "ownerReferences");
                if (!owners.isEmpty() && owners.stream().noneMatch(owner -> lives(owner, living))) {
                    cluster.delete(ObjectKey.of(kind, object));
                }
            }
        }
        return IDLE;
    }

    private boolean lives(JsonObject reference, Map<ResourceKind, Set<String>> living) {
        return Catalog.of(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
                .map(kind -> living.computeIfAbsent(kind, this::uids).contains(Json.text(reference, "uid")))
                .orElse(true);
    }

    private Set<String> uids(ResourceKind kind) {
        return cluster.list(kind).stream()
                .map(object -> Json.text(object, "metadata", "uid"))
                .collect(Collectors.toSet());
    }
}
