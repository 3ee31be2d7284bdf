package io.fairlead.convert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Deployments and Services of the source as apps: one app for each Deployment, called like its Service, so that the name by
 * which others reach it stays.
 */
final class KubernetesApps {

    private final List<Resource> resources;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<ServiceReader> services = new ArrayList<>();
    private final SortedMap<String, AppDraft> apps;

    /** What is left is told by the resources themselves. */
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
                default -> resource.body().leaveWhole("only Deployments and Services are converted");
            }
        }
        services.forEach(this::check);
        workloads.forEach(this::app);
    }

    /** A Service that leads to no single Deployment of the source belongs to no app. */
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
        List<ServiceReader> leading = services.stream()
                .filter(service ->
                        !service.selector().isEmpty() && selected(service).equals(List.of(workload)))
                .sorted(Comparator.comparing(service -> !service.isLoadBalancer()))
                .toList();
        leading.stream()
                .skip(1)
                .forEach(other -> other.resource()
                        .body()
                        .leaveWhole("a tier has one Service, here "
                                + leading.get(0).resource().name()));
        Optional<ServiceReader> service = leading.stream().findFirst();
        Resource named = service.map(ServiceReader::resource).orElse(workload.resource());
        AppDraft draft = new AppDraft(workload.resource().body().origin());
        if (apps.putIfAbsent(named.name(), draft) != null) {
            workload.resource().body().leaveWhole("there is an app called " + named.name() + " already");
            named.body().leaveWhole("there is an app called " + named.name() + " already");
            return;
        }
        Taken metadata = workload.resource().metadata();
        metadata.expect("name", named.name());
        metadata.leave(
                "name", "the Deployment is called " + named.name() + " like its Service, which others reach by it");
        service.ifPresent(found -> found.resource().metadata().skip("name", "namespace"));
        workload.read(draft, service);
    }
}
