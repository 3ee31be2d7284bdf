package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Selector;
import io.fairlead.standin.cluster.objects.Writer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MetalLB's speakers as far as they show in the API: a ServiceL2Status names the node that announces a Service whose
 * pool an L2Advertisement selects and that has a ready endpoint.
 *
 * @see <a href="https://metallb.io/concepts/layer2/">layer 2 mode</a>
 */
final class MetalLbSpeakers implements Controller {
    private static final String MANAGER = "speaker";
    /** Kubernetes' own label for nodes that no load balancer may use; its value does not matter. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    private static final String NODE = "metallb.io/node";
    private static final String NAME = "metallb.io/service-name";
    private static final String OF_NAMESPACE = "metallb.io/service-namespace";

    private final ClusterWriter cluster;
    private final Knobs knobs;

    MetalLbSpeakers(ClusterWriter cluster, Knobs knobs) {
        this.cluster = cluster;
        this.knobs = knobs;
    }

    @Override
    public Duration reconcile() {
        if (!knobs.metalLbRuns()) {
            return IDLE;
        }
        Map<String, JsonObject> statuses = new HashMap<>();
        for (JsonObject status : cluster.list(Catalog.L2_STATUS)) {
            Map<String, String> labels = Json.map(status, "metadata", "labels");
            statuses.put(labels.get(OF_NAMESPACE) + "/" + labels.get(NAME), status);
        }
        for (JsonObject service : cluster.list(Catalog.SERVICE)) {
            String key = ObjectKey.of(Catalog.SERVICE, service).path();
            Optional<String> announcer = announcer(service);
            JsonObject known = statuses.get(key);
            if (announcer.isPresent()) {
                keep(service, announcer.get(), Optional.ofNullable(known));
                statuses.remove(key);
            }
        }
        statuses.values().forEach(stale -> cluster.delete(ObjectKey.of(Catalog.L2_STATUS, stale)));
        return IDLE;
    }

    private Optional<String> announcer(JsonObject service) {
        String address = Json.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .findFirst()
                .orElse("");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Set<String> withEndpoints = nodesWithReadyEndpoints(service);
        boolean local = Json.text(service, "spec", "externalTrafficPolicy").equals("Local");
        List<JsonObject> advertisements = advertisements(service);
        return cluster.list(Catalog.NODE).stream()
                .filter(node -> !Json.map(node, "metadata", "labels").containsKey(EXCLUDED))
                .filter(node -> advertisements.stream().anyMatch(advertisement -> admits(advertisement, node)))
                .map(node -> Json.text(node, "metadata", "name"))
                .filter(node -> local ? withEndpoints.contains(node) : !withEndpoints.isEmpty())
                .min(Comparator.comparingInt(node -> Objects.hash(node, address)));
    }

    private List<JsonObject> advertisements(JsonObject service) {
        String pool = Json.text(service, "metadata", "annotations", MetalLbController.FROM_POOL);
        return cluster.list(Catalog.L2_ADVERTISEMENT).stream()
                .filter(advertisement -> selects(advertisement, pool))
                .toList();
    }

    private boolean selects(JsonObject advertisement, String pool) {
        List<String> names = Json.texts(advertisement, "spec", "ipAddressPools");
        List<JsonObject> selectors = Json.objects(advertisement, "spec", "ipAddressPoolSelectors");
        if (names.isEmpty() && selectors.isEmpty()) {
            return true;
        }
        return names.contains(pool)
                || cluster.list(Catalog.ADDRESS_POOL).stream()
                        .filter(known -> Json.text(known, "metadata", "name").equals(pool))
                        .anyMatch(known -> selectors.stream()
                                .anyMatch(
                                        selector -> Selector.selects(selector, Json.map(known, "metadata", "labels"))));
    }

    private static boolean admits(JsonObject advertisement, JsonObject node) {
        List<JsonObject> selectors = Json.objects(advertisement, "spec", "nodeSelectors");
        return selectors.isEmpty()
                || selectors.stream()
                        .anyMatch(selector -> Selector.selects(selector, Json.map(node, "metadata", "labels")));
    }

    private Set<String> nodesWithReadyEndpoints(JsonObject service) {
        return cluster.list(Catalog.ENDPOINT_SLICE).stream()
                .filter(slice -> ClusterWriter.isOwnedBy(slice, service))
                .flatMap(slice -> Json.objects(slice, "endpoints").stream())
                .filter(endpoint -> Json.flag(endpoint, false, "conditions", "ready"))
                .map(endpoint -> Json.text(endpoint, "nodeName"))
                .collect(Collectors.toSet());
    }

    private void keep(JsonObject service, String node, Optional<JsonObject> known) {
        ObjectKey about = ObjectKey.of(Catalog.SERVICE, service);
        if (known.isPresent() && Json.text(known.get(), "status", "node").equals(node)) {
            return;
        }
        known.ifPresent(stale -> cluster.delete(ObjectKey.of(Catalog.L2_STATUS, stale)));
        JsonObject status = new JsonObject();
        JsonObject metadata = Json.child(status, "metadata");
        metadata.addProperty("generateName", "l2-");
        metadata.add("labels", Json.ofTexts(Map.of(NODE, node, NAME, about.name(), OF_NAMESPACE, about.namespace())));
        JsonObject created = cluster.create(Catalog.L2_STATUS, MetalLbController.NAMESPACE, status, MANAGER);
        cluster.change(
                ObjectKey.of(Catalog.L2_STATUS, created),
                live -> live.add(
                        "status",
                        Json.ofTexts(Map.of(
                                "node", node, "serviceName", about.name(), "serviceNamespace", about.namespace()))),
                Writer.status(MANAGER));
        String message = "announcing from node \"" + node + "\" with protocol \"layer2\"";
        cluster.event(about, service, "Normal", "nodeAssigned", message, "metallb-speaker");
    }
}
