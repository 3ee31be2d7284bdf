package io.fairlead.convert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Converts Deployments, Services and ConfigMaps of the source to apps: one app for each Deployment, with the name of its
 * Service, so that clients reach it by the same name.
 */
final class KubernetesApps {

    private final List<Resource> resources;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<ServiceReader> services = new ArrayList<>();
    private final Map<String, ConfigMaps> configMaps = new TreeMap<>();
    private final SortedMap<String, AppDraft> apps;

    /** The resources themselves report what is left. */
    KubernetesApps(List<Resource> resources, SortedMap<String, AppDraft> apps) {
        this.resources = resources;
        this.apps = apps;
    }

    /** Adds the apps by id. */
    void read() {
        for (Resource resource : resources) {
            switch (resource.kind()) {
                case "Deployment" -> workloads.add(Workload.of(resource));
                case "Service" -> services.add(new ServiceReader(resource));
                case "ConfigMap" -> configMaps(resource).add(resource);
                default -> resource.body().leaveWhole(Reasons.ofKind(resource.kind()));
            }
        }
        services.forEach(this::check);
        workloads.forEach(this::app);
        configMaps.values().forEach(ConfigMaps::end);
    }

    private ConfigMaps configMaps(Resource resource) {
        return configMaps.computeIfAbsent(resource.namespace(), any -> new ConfigMaps());
    }

    /** Reports a Service that does not select exactly one Deployment of the source. */
    private void check(ServiceReader service) {
        List<Workload> selected = selected(service);
        if (service.selector().isEmpty() || selected.isEmpty()) {
            service.resource().body().leaveWhole("it selects the pods of no Deployment of the source");
        } else if (selected.size() > 1) {
            String names = String.join(
                    " and ", selected.stream().map(one -> one.resource().name()).toList());
            service.resource()
                    .body()
                    .leaveWhole("it selects the pods of " + names + ", and a tier's Service selects those of the tier");
        }
    }

    private List<Workload> selected(ServiceReader service) {
        return workloads.stream()
                .filter(workload -> workload.resource()
                                .namespace()
                                .equals(service.resource().namespace())
                        && workload.isSelectedBy(service.selector()))
                .toList();
    }

    private void app(Workload workload) {
        Optional<ServiceReader> service = service(workload);
        Resource named = service.map(ServiceReader::resource).orElse(workload.resource());
        String name = service.flatMap(ServiceReader::commonName).orElse(named.name());
        AppDraft draft = new AppDraft(workload.resource().body().origin());
        if (apps.putIfAbsent(name, draft) != null) {
            workload.resource().body().leaveWhole("an app named " + name + " exists already");
            named.body().leaveWhole("an app named " + name + " exists already");
            return;
        }
        Taken metadata = workload.resource().metadata();
        if (!workload.resource().name().equals(name)) {
            metadata.note("name", "the Deployment is called " + name + " like its Service, which others reach by it");
        }
        metadata.used("name");
        try {
            workload.read(draft, service, configMaps(workload.resource()));
        } catch (RuntimeException fault) {
            // An error in one source must not remove the output of the others.
            apps.remove(name);
            workload.resource().body().leaveWhole("an error in the converter: " + fault);
        }
    }

    /** The Service to use for the tier: the first with an address, together with one that it can be combined with. */
    private Optional<ServiceReader> service(Workload workload) {
        List<ServiceReader> leading = services.stream()
                .filter(service ->
                        !service.selector().isEmpty() && selected(service).equals(List.of(workload)))
                .sorted(Comparator.comparing(service -> !service.isLoadBalancer()))
                .toList();
        Optional<ServiceReader> first = leading.stream().findFirst();
        Optional<ServiceReader> second = leading.stream()
                .skip(1)
                .filter(other -> first.filter(one -> one.goesWith(other)).isPresent())
                .findFirst();
        for (ServiceReader service : leading) {
            if (first.equals(Optional.of(service)) || second.equals(Optional.of(service))) {
                service.resource().metadata().used("name", "namespace");
                service.resource().takeLabels(List.of(workload.selector(), service.selector()));
            } else {
                service.resource()
                        .body()
                        .leaveWhole("a tier has one Service, here "
                                + first.map(one -> one.resource().name()).orElse(""));
            }
        }
        second.ifPresent(other -> first.ifPresent(one -> one.join(other)));
        return first;
    }
}
