package io.fairlead.health;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why the pods of a tier do not become ready, in the words of the scheduler, the registry and the program itself.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-states">Container
 *      states</a>
 */
final class PodReasons {

    private static final Set<String> PULL = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "InvalidImageName",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "ImageInspectError");

    /** The container cannot be created, for example because a Secret does not exist. */
    private static final Set<String> CREATE =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    private static final Pattern INSUFFICIENT = Pattern.compile("Insufficient ([A-Za-z0-9./-]+[A-Za-z0-9])");

    /** The kubelet's message, with {@code secrets} if it asks the API server each time. It names no key. */
    private static final Pattern NO_SECRET = Pattern.compile("secrets? \"([^\"]+)\" not found");

    private PodReasons() {}

    /**
     * The first known cause, of the pods in order of their names. Pods that are ready or being deleted are skipped.
     */
    static Optional<Finding> of(TierView view) {
        List<LiveObject> waiting = pods(view).filter(pod -> !isReady(pod)).toList();
        List<Function<LiveObject, Optional<Finding>>> reasons = List.of(
                PodReasons::unschedulable,
                PodReasons::imageNotPulled,
                pod -> notCreated(pod, view),
                PodReasons::crashes);
        return reasons.stream()
                .flatMap(reason -> waiting.stream().flatMap(pod -> reason.apply(pod).stream()))
                .findFirst();
    }

    private static Stream<LiveObject> pods(TierView view) {
        return view.observed()
                .of("Pod", view.namespace(), view.tier().objectName())
                .filter(pod -> !pod.isTerminating());
    }

    private static boolean isReady(LiveObject pod) {
        return condition(pod, "Ready").filter(PodReasons::isTrue).isPresent();
    }

    private static Optional<Finding> unschedulable(LiveObject pod) {
        return condition(pod, "PodScheduled")
                .filter(condition -> condition.text("reason").equals(Optional.of("Unschedulable")))
                .map(condition -> condition.text("message").orElse("no node takes it"))
                .map(message -> Finding.of(Code.Unschedulable, "no node takes " + pod.ref() + lacking(message)));
    }

    /** The missing resources, then the scheduler's own message. */
    private static String lacking(String message) {
        Set<String> resources = new TreeSet<>();
        Matcher matcher = INSUFFICIENT.matcher(message);
        while (matcher.find()) {
            resources.add(matcher.group(1));
        }
        return (resources.isEmpty() ? "" : ", too little " + String.join(", ", resources)) + ": " + message;
    }

    private static Optional<Finding> imageNotPulled(LiveObject pod) {
        return waiting(pod, PULL)
                .map(container -> Finding.of(
                        Code.ImagePull,
                        "cannot pull " + container.text("image").orElse("the image") + ": " + waitingFor(container)));
    }

    private static Optional<Finding> notCreated(LiveObject pod, TierView view) {
        return waiting(pod, CREATE)
                .map(PodReasons::waitingFor)
                .map(cause -> Finding.of(
                        Code.DeadlineExceeded,
                        "the container of " + pod.ref() + " cannot be created: " + cause + keys(cause, view)));
    }

    /** The keys that a missing Secret must have: those that the tier names. */
    private static String keys(String cause, TierView view) {
        Matcher matcher = NO_SECRET.matcher(cause);
        if (!matcher.find()) {
            return "";
        }
        String keys = view.tier().pod().secretEnv().values().stream()
                .filter(named -> named.secret().equals(matcher.group(1)))
                .map(SecretKey::key)
                .distinct()
                .sorted()
                .map(key -> "key " + key)
                .collect(Collectors.joining(" and "));
        return keys.isEmpty() ? "" : "; create it in namespace " + view.namespace() + " with " + keys;
    }

    private static Optional<Finding> crashes(LiveObject pod) {
        return waiting(pod, Set.of("CrashLoopBackOff"))
                .map(container -> Finding.of(
                        Code.CrashLoop,
                        pod.ref() + " ends again and again" + lastEnd(container.at("lastState", "terminated"))));
    }

    /** The last line of the message. If the program wrote none, the kubelet uses the end of the log. */
    private static String lastEnd(Fields terminated) {
        List<String> parts = new ArrayList<>();
        terminated.number("exitCode").ifPresent(code -> parts.add(", last with exit code " + code));
        terminated
                .text("reason")
                .filter(reason -> !reason.equals("Error"))
                .ifPresent(reason -> parts.add(" (" + reason + ")"));
        terminated.text("message").flatMap(PodReasons::lastLine).ifPresent(line -> parts.add(": " + line));
        return String.join("", parts);
    }

    private static Optional<String> lastLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((first, second) -> second);
    }

    private static Optional<Fields> waiting(LiveObject pod, Set<String> reasons) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> pod.body().each("status", list).stream())
                .filter(container -> container
                        .text("state", "waiting", "reason")
                        .filter(reasons::contains)
                        .isPresent())
                .findFirst();
    }

    private static String waitingFor(Fields container) {
        String reason = container.text("state", "waiting", "reason").orElse("");
        return container
                .text("state", "waiting", "message")
                .filter(message -> !message.isBlank())
                .map(message -> message.contains(reason) ? message : reason + ": " + message)
                .orElse(reason);
    }

    private static Optional<Fields> condition(LiveObject pod, String type) {
        return pod.body().each("status", "conditions").stream()
                .filter(condition -> condition.text("type").equals(Optional.of(type)))
                .findFirst();
    }

    private static boolean isTrue(Fields condition) {
        return condition.text("status").equals(Optional.of("True"));
    }
}
