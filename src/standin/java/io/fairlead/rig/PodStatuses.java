package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pod statuses as kubelet and the scheduler write them
 * (<a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Kubernetes: pod lifecycle</a>), as merge
 * patches bound to the pod's uid. Empty when the pod says so already, so that nothing is written twice.
 */
final class PodStatuses {

    private static final String UNCONFIGURED = "CreateContainerConfigError";

    /** Since when pods are ready, so that nothing waits for a Deployment's {@code minReadySeconds}. */
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private PodStatuses() {}

    static boolean isReady(Pod pod) {
        return is(pod, "Ready", "True");
    }

    /** Whether a container could not be made when last tried. */
    static boolean isUnconfigured(Pod pod) {
        return !waitingFor(pod, UNCONFIGURED).isEmpty();
    }

    static Optional<Pod> ready(Pod pod, String hostIp, String podIp) {
        if (isReady(pod)) {
            return Optional.empty();
        }
        String now = now();
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(container -> container(container, true, 0)
                        .withState(
                                new ContainerStateBuilder().withNewRunning(now).build())
                        .build())
                .toList();
        return Optional.of(patch(
                pod,
                running(hostIp, podIp, now)
                        .withConditions(conditions(LONG_AGO, "True", ""))
                        .withContainerStatuses(containers)));
    }

    static Optional<Pod> failing(Pod pod, PodFailure failure, String hostIp, String podIp) {
        if (is(pod, "Ready", "False") && waits(pod, failure)) {
            return Optional.empty();
        }
        String now = now();
        boolean crashes = failure == PodFailure.CRASH_LOOP_BACK_OFF;
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(container -> container(container, false, crashes ? 5 : 0)
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting(failure.message(), failure.reason())
                                .build())
                        .withLastState(crashes ? crashed(now) : new ContainerState())
                        .build())
                .toList();
        return Optional.of(patch(
                pod,
                running(hostIp, podIp, now)
                        .withPhase(crashes ? "Running" : "Pending")
                        .withConditions(conditions(now, "False", "ContainersNotReady"))
                        .withContainerStatuses(containers)));
    }

    /** Of the containers those named wait for what they lack, in the words of {@code missing}; the others run. */
    static Optional<Pod> unconfigured(Pod pod, Map<String, String> missing, String hostIp, String podIp) {
        if (waitingFor(pod, UNCONFIGURED).equals(missing)) {
            return Optional.empty();
        }
        String now = now();
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(container -> {
                    String message = missing.get(container.getName());
                    ContainerStateBuilder state = new ContainerStateBuilder();
                    return container(container, message == null, 0)
                            .withState(
                                    message == null
                                            ? state.withNewRunning(now).build()
                                            : state.withNewWaiting(message, UNCONFIGURED)
                                                    .build())
                            .build();
                })
                .toList();
        return Optional.of(patch(
                pod,
                running(hostIp, podIp, now)
                        .withPhase("Pending")
                        .withConditions(conditions(now, "False", "ContainersNotReady"))
                        .withContainerStatuses(containers)));
    }

    static Optional<Pod> unschedulable(Pod pod) {
        if (is(pod, "PodScheduled", "False")) {
            return Optional.empty();
        }
        PodCondition condition = new PodConditionBuilder(condition("PodScheduled", "False", now()))
                .withReason(PodFailure.UNSCHEDULABLE.reason())
                .withMessage(PodFailure.UNSCHEDULABLE.message())
                .build();
        return Optional.of(
                patch(pod, new PodStatusBuilder().withPhase("Pending").withConditions(condition)));
    }

    private static Pod patch(Pod pod, PodStatusBuilder status) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withStatus(status.build())
                .build();
    }

    private static PodStatusBuilder running(String hostIp, String podIp, String now) {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withHostIP(hostIp)
                .addNewHostIP(hostIp)
                .withPodIP(podIp)
                .addNewPodIP(podIp)
                .withStartTime(now);
    }

    private static List<PodCondition> conditions(String now, String ready, String reason) {
        Stream<PodCondition> done = Stream.of("PodScheduled", "Initialized").map(type -> condition(type, "True", now));
        Stream<PodCondition> open = Stream.of("ContainersReady", "Ready")
                .map(type -> condition(type, ready, now))
                .map(condition -> reason.isEmpty()
                        ? condition
                        : new PodConditionBuilder(condition).withReason(reason).build());
        return Stream.concat(done, open).toList();
    }

    private static PodCondition condition(String type, String status, String now) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime(now)
                .build();
    }

    private static ContainerStatusBuilder container(Container container, boolean ready, int restarts) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(ready)
                .withStarted(ready)
                .withRestartCount(restarts);
    }

    private static ContainerState crashed(String now) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(1)
                .withReason("Error")
                // With terminationMessagePolicy FallbackToLogsOnError the kubelet puts the end of the log here.
                .withMessage("starting\nfatal: no configuration at /etc/app.conf\n")
                .withStartedAt(now)
                .withFinishedAt(now)
                .endTerminated()
                .build();
    }

    private static boolean is(Pod pod, String type, String status) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status));
    }

    private static boolean waits(Pod pod, PodFailure failure) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .allMatch(state -> state.getWaiting() != null
                        && failure.reason().equals(state.getWaiting().getReason()));
    }

    /** The messages of the containers that wait for a reason, by container. */
    private static Map<String, String> waitingFor(Pod pod, String reason) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getState().getWaiting() != null
                        && reason.equals(status.getState().getWaiting().getReason()))
                .collect(Collectors.toMap(
                        ContainerStatus::getName,
                        status -> status.getState().getWaiting().getMessage()));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
