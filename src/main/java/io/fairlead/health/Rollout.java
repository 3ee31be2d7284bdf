package io.fairlead.health;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The progress of a Deployment, by the rules of kstatus in their order.
 *
 * @param state whether it is complete
 * @param finding why it is not complete
 * @see <a href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md">kstatus</a>
 */
record Rollout(State state, Optional<Finding> finding) {

    /** The states of kstatus for a Deployment that exists. */
    enum State {
        CURRENT,
        IN_PROGRESS,
        FAILED
    }

    private static final List<Function<LiveObject, Optional<Rollout>>> RULES = List.of(
            Rollout::terminating,
            Rollout::generationNotObserved,
            Rollout::stopped,
            Rollout::reconciling,
            Rollout::stalled,
            Rollout::deadlineExceeded,
            Rollout::podsRefused,
            Rollout::replicasNotThere,
            Rollout::conditionsNotThere);

    static Rollout of(LiveObject deployment) {
        return RULES.stream()
                .flatMap(rule -> rule.apply(deployment).stream())
                .findFirst()
                .orElse(new Rollout(State.CURRENT, Optional.empty()));
    }

    private static Rollout inProgress(Finding finding) {
        return new Rollout(State.IN_PROGRESS, Optional.of(finding));
    }

    private static Rollout failed(LiveObject deployment, Fields condition) {
        return new Rollout(
                State.FAILED,
                Optional.of(
                        Finding.of(Code.DeadlineExceeded, quote(deployment, condition, "progress deadline exceeded"))));
    }

    private static Optional<Rollout> terminating(LiveObject deployment) {
        return deployment.isTerminating()
                ? Optional.of(inProgress(Finding.waiting(deployment.ref() + " is being deleted")))
                : Optional.empty();
    }

    private static Optional<Rollout> generationNotObserved(LiveObject deployment) {
        Optional<Long> generation = deployment.body().number("metadata", "generation");
        Optional<Long> seen = deployment.body().number("status", "observedGeneration");
        if (seen.isPresent() ? seen.equals(generation) : deployment.body().has("status", "replicas")) {
            return Optional.empty();
        }
        return Optional.of(inProgress(
                Finding.of(Code.ControllerMissing, "no controller has taken up the last change of " + deployment.ref())
                        .ordinaryFor(Finding.GRACE)));
    }

    /**
     * No pod is desired and none exists. kstatus does not define this case; the conditions describe the past and are
     * ignored.
     */
    private static Optional<Rollout> stopped(LiveObject deployment) {
        boolean unwanted = deployment.body().number("spec", "replicas").equals(Optional.of(0L));
        return unwanted && status(deployment, "replicas") == 0
                ? Optional.of(new Rollout(State.CURRENT, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Rollout> reconciling(LiveObject deployment) {
        return condition(deployment, "Reconciling")
                .filter(Rollout::isTrue)
                .map(condition -> inProgress(Finding.waiting(quote(deployment, condition, "reconciling"))));
    }

    private static Optional<Rollout> stalled(LiveObject deployment) {
        return condition(deployment, "Stalled").filter(Rollout::isTrue).map(condition -> failed(deployment, condition));
    }

    private static Optional<Rollout> deadlineExceeded(LiveObject deployment) {
        return condition(deployment, "Progressing")
                .filter(condition -> reason(condition).equals("ProgressDeadlineExceeded"))
                .map(condition -> failed(deployment, condition));
    }

    /**
     * No pod can be created, for example because of a quota or an admission webhook. kstatus looks only at the
     * replicas.
     */
    private static Optional<Rollout> podsRefused(LiveObject deployment) {
        return condition(deployment, "ReplicaFailure")
                .filter(Rollout::isTrue)
                .map(condition -> inProgress(
                        Finding.of(Code.DeadlineExceeded, quote(deployment, condition, "pods cannot be created"))));
    }

    private static Optional<Rollout> replicasNotThere(LiveObject deployment) {
        long wanted = deployment.body().number("spec", "replicas").orElse(1L);
        long replicas = status(deployment, "replicas");
        long updated = status(deployment, "updatedReplicas");
        long available = status(deployment, "availableReplicas");
        long ready = status(deployment, "readyReplicas");
        String message = "";
        if (wanted > replicas) {
            message = "pods created: " + replicas + "/" + wanted;
        } else if (wanted > updated) {
            message = "pods updated: " + updated + "/" + wanted;
        } else if (replicas > wanted) {
            message = "pods still ending: " + (replicas - wanted);
        } else if (updated > available) {
            message = "pods available: " + available + "/" + updated + proven(deployment);
        } else if (wanted > ready) {
            message = "pods ready: " + ready + "/" + wanted;
        }
        return message.isEmpty()
                ? Optional.empty()
                : Optional.of(inProgress(Finding.waiting(deployment.ref() + ": " + message)));
    }

    private static String proven(LiveObject deployment) {
        return deployment
                .body()
                .number("spec", "minReadySeconds")
                .filter(seconds -> seconds > 0)
                .map(seconds -> " (a pod counts after it has been ready for " + seconds + " s)")
                .orElse("");
    }

    /** Without a progress deadline the controller sets no Progressing condition. The largest int means no deadline. */
    private static Optional<Rollout> conditionsNotThere(LiveObject deployment) {
        long deadline =
                deployment.body().number("spec", "progressDeadlineSeconds").orElse((long) Integer.MAX_VALUE);
        boolean progressed = deadline == Integer.MAX_VALUE
                || condition(deployment, "Progressing")
                        .filter(Rollout::isTrue)
                        .filter(condition -> reason(condition).equals("NewReplicaSetAvailable"))
                        .isPresent();
        boolean available =
                condition(deployment, "Available").filter(Rollout::isTrue).isPresent();
        return progressed && available
                ? Optional.empty()
                : Optional.of(inProgress(Finding.waiting(
                        deployment.ref() + ": " + (progressed ? "not available" : "new pods not available"))));
    }

    private static long status(LiveObject deployment, String field) {
        return deployment.body().number("status", field).orElse(0L);
    }

    private static Optional<Fields> condition(LiveObject object, String type) {
        return Stream.of(object)
                .flatMap(live -> live.body().each("status", "conditions").stream())
                .filter(condition -> condition.text("type").equals(Optional.of(type)))
                .findFirst();
    }

    private static boolean isTrue(Fields condition) {
        return condition.text("status").equals(Optional.of("True"));
    }

    private static String reason(Fields condition) {
        return condition.text("reason").orElse("");
    }

    private static String quote(LiveObject deployment, Fields condition, String otherwise) {
        return deployment.ref() + ": " + condition.text("message").orElse(otherwise);
    }
}
