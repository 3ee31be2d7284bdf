package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of what runs: clients notice nothing, and what became somebody else's stays. */
@NeedsRig
class UpdateIT {

    private static final String OLD_IMAGE = "registry.example/web:1";
    private static final String NEW_IMAGE = "registry.example/web:2";

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
        device.module.start();
    }

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void anImageRollsThereAndBackWithoutAMomentWithoutEndpoints() {
        long version = device.backEnd.patch(
                "{\"schema\":1,\"apps\":{\"web\":{\"image\":\"" + OLD_IMAGE + "\",\"replicas\":2,\"ports\":\"80\"}}}");
        device.converged(version);
        ReadyEndpoints endpoints = new ReadyEndpoints();
        Watch watching = watch("web", endpoints);
        try {
            Eventually.holds("both pods are endpoints", EndToEnd.SOON, () -> endpoints.now() == 2);

            rollTo(NEW_IMAGE);
            rollTo(OLD_IMAGE);
        } finally {
            watching.close();
        }
        assertTrue(endpoints.seen.size() > 4, () -> "the roll was not watched: " + endpoints.seen);
        List<Integer> sinceReady = endpoints.seen.subList(endpoints.seen.indexOf(2), endpoints.seen.size());
        assertTrue(sinceReady.stream().allMatch(ready -> ready >= 2), endpoints.seen::toString);
    }

    @Test
    void removalLeavesWhatLostItsLabelOrIsAnotherObjectOfTheName() {
        device.converged(device.backEnd.patch("{\"schema\":1,\"apps\":{" + app("kept") + "," + app("unlabelled") + ","
                + app("replaced") + "," + app("plain") + "}}"));
        device.backEnd.patch("{\"control\":{\"paused\":true}}"); // Else the label would be put back at once.
        device.backEnd.await(
                "paused",
                EndToEnd.SOON,
                reported -> BackEnd.text(reported, "status.phase").equals("Paused"));
        String withoutLabel =
                deployment("unlabelled").orElseThrow().getMetadata().getUid();
        Deployment unlabelled = device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName("unlabelled")
                .edit(live -> {
                    live.getMetadata().getLabels().remove("app.kubernetes.io/managed-by");
                    return live;
                });
        assertEquals(withoutLabel, unlabelled.getMetadata().getUid());
        String another = replace("replaced");

        device.backEnd.patch("{\"apps\":{\"unlabelled\":null,\"replaced\":null,\"plain\":null},\"control\":null}");

        Eventually.holds(
                "what is Fairlead's is gone",
                EndToEnd.SOON,
                () -> Stream.of("unlabelled", "plain")
                                .noneMatch(name -> device.service(name).isPresent())
                        && Stream.of("replaced", "plain")
                                .noneMatch(name -> deployment(name).isPresent()));
        device.backEnd.await(
                "converged",
                EndToEnd.SOON,
                reported -> BackEnd.text(reported, "status.phase").equals("Converged")
                        && BackEnd.text(reported, "workloads.kept.phase").equals("Ready")
                        && BackEnd.text(reported, "workloads.plain.phase").isEmpty());
        assertEquals(
                withoutLabel,
                deployment("unlabelled").orElseThrow().getMetadata().getUid());
        assertEquals(
                another, device.service("replaced").orElseThrow().getMetadata().getUid());
        assertTrue(deployment("kept").isPresent());
    }

    private static String app(String name) {
        return "\"" + name + "\":{\"image\":\"" + OLD_IMAGE + "\",\"ports\":\"80\"}";
    }

    private Optional<Deployment> deployment(String name) {
        return Optional.ofNullable(device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName(name)
                .get());
    }

    /** Deletes a Service and makes another of the same name and labels; its UID. */
    private String replace(String name) {
        Service before = device.service(name).orElseThrow();
        var unused = device.admin().resource(before).delete();
        Service like = new ServiceBuilder(before)
                .withNewMetadata()
                .withName(name)
                .withNamespace(device.appsNamespace)
                .withLabels(before.getMetadata().getLabels())
                .endMetadata()
                .withStatus(null)
                .build();
        like.getSpec().setClusterIP(null);
        like.getSpec().setClusterIPs(null);
        return Eventually.value(
                        "another Service has the name",
                        EndToEnd.SOON,
                        () -> Optional.of(device.admin().resource(like).create()))
                .getMetadata()
                .getUid();
    }

    private void rollTo(String image) {
        long version = device.backEnd.patch("{\"apps\":{\"web\":{\"image\":\"" + image + "\"}}}");
        device.converged(version);
        Eventually.holds("every pod runs " + image, EndToEnd.SOON, () -> {
            List<String> images = device
                    .admin()
                    .pods()
                    .inNamespace(device.appsNamespace)
                    .withLabels(Map.of("app.kubernetes.io/name", "web"))
                    .list()
                    .getItems()
                    .stream()
                    .map(pod -> pod.getSpec().getContainers().get(0).getImage())
                    .toList();
            return images.equals(List.of(image, image));
        });
    }

    private Watch watch(String service, ReadyEndpoints endpoints) {
        return device.admin()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(device.appsNamespace)
                .withLabel("kubernetes.io/service-name", service)
                .watch(endpoints);
    }

    /** How many ready endpoints a Service of one EndpointSlice had after each change. */
    private static final class ReadyEndpoints implements Watcher<EndpointSlice> {

        private final List<Integer> seen = new CopyOnWriteArrayList<>();

        int now() {
            return seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
        }

        @Override
        public void eventReceived(Action action, EndpointSlice slice) {
            seen.add((int) slice.getEndpoints().stream()
                    .filter(endpoint ->
                            !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                    .count());
        }

        @Override
        public void onClose(WatcherException broken) {
            throw new KubernetesClientException("the watch ended", broken);
        }
    }
}
