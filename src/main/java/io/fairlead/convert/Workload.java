package io.fairlead.convert;

import com.google.gson.JsonPrimitive;
import io.fairlead.model.SystemNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A Deployment of the source.
 *
 * @param resource the object
 * @param spec the fields of its {@code spec} that are not taken yet
 * @param selector the labels by which it selects its pods
 * @param template the fields of its pod template that are not taken yet
 * @param podLabels its pods' labels
 * @param podMetadata the fields of its pods' metadata that are not taken yet
 */
record Workload(
        Resource resource,
        Taken spec,
        SortedMap<String, String> selector,
        Taken template,
        SortedMap<String, String> podLabels,
        Taken podMetadata) {

    static Workload of(Resource resource) {
        Taken spec = resource.body().object("spec");
        Taken template = spec.object("template");
        Taken podMetadata = template.object("metadata");
        podMetadata.skip("creationTimestamp");
        podMetadata.object("annotations").skip("kubectl.kubernetes.io/restartedAt");
        return new Workload(
                resource,
                spec,
                spec.object("selector").map("matchLabels"),
                template,
                podMetadata.mapSeen("labels"),
                podMetadata);
    }

    /** Whether a Service with this selector selects its pods. */
    boolean isSelectedBy(Map<String, String> labels) {
        return podLabels.entrySet().containsAll(labels.entrySet());
    }

    /**
     * Reads the Deployment into an app.
     *
     * @param service the Service that selects it
     * @param configMaps the ConfigMaps of its namespace
     */
    void read(AppDraft app, Optional<ServiceReader> service, ConfigMaps configMaps) {
        List<SortedMap<String, String>> selectors = new ArrayList<>(List.of(selector));
        service.ifPresent(found -> selectors.add(found.selector()));
        resource.takeLabels(selectors);
        Resource.takeLabels(podMetadata, selectors);
        List<ContainerPort> ports = new PodReader(template.object("spec"), app, configMaps).read();
        spec.whole("replicas")
                .ifPresent(count -> app.put(spec.origin("replicas"), new JsonPrimitive(count), "replicas"));
        ports(app, ports, service);
        namespace(app, resource.metadata());
        usual();
    }

    private static void namespace(AppDraft app, Taken metadata) {
        metadata.text("namespace").ifPresent(namespace -> {
            if (SystemNamespace.has(namespace)) {
                metadata.tell("namespace", namespace + " is a namespace of the system, where no app may be");
            } else {
                app.put(metadata.origin("namespace"), namespace, "namespace");
            }
        });
    }

    private void usual() {
        Taken strategy = spec.object("strategy");
        strategy.expect("type", "RollingUpdate");
        Taken rolling = strategy.object("rollingUpdate");
        rolling.expect("maxSurge", "25%", "1");
        rolling.expect("maxUnavailable", "25%", "0");
        spec.expect("minReadySeconds", "0", "10");
        spec.expect("paused", "false");
        spec.expect("revisionHistoryLimit", "10", "3");
        spec.expect("progressDeadlineSeconds", "600", "300");
    }

    private static void ports(AppDraft app, List<ContainerPort> named, Optional<ServiceReader> service) {
        if (service.isPresent()) {
            service.get().read(app, named);
            return;
        }
        List<ContainerPort> own =
                named.stream().filter(port -> port.leftOut().isEmpty()).toList();
        for (ContainerPort port : own) {
            Origin origin = port.at().origin("containerPort");
            app.put(origin, "none", "expose");
            app.addPort(
                    origin,
                    ServiceReader.entry(
                            Optional.of(port.name()).filter(name -> !name.isEmpty()),
                            port.number(),
                            Long.toString(port.number()),
                            port.protocol()));
        }
    }
}
