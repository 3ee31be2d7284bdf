package io.fairlead.methods;

import com.google.gson.JsonElement;
import io.fairlead.loop.LoopSnapshot;
import io.fairlead.loop.Requests;
import io.fairlead.model.Code;
import io.fairlead.model.Labels;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import io.fairlead.plan.target.Scope;
import io.fairlead.report.Reports;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code logs}: the newest log lines of all pods of an app, merged by time, within the size of an answer. Values of Secrets
 * never leave the device. If a Secret cannot be read, its value could not be found in a line, so the answer has no lines.
 */
final class LogsMethod implements Method {

    private static final long MOST_LINES = 10_000;
    private static final int MOST_PODS = 20;

    /** Shorter than the limit of a method, so that the logs of the pods that answered can be returned. */
    private static final Duration LIMIT = DirectMethods.LIMIT.minusMillis(700);

    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

    private final Requests requests;
    private final Scope scope;
    private final Workbench workbench;
    private final Clock clock;

    LogsMethod(Requests requests, Scope scope, Workbench workbench, Clock clock) {
        this.requests = requests;
        this.scope = scope;
        this.workbench = workbench;
        this.clock = clock;
    }

    /** A pod of a tier. */
    private record TierPod(ObjectRef pod, Tier tier) {}

    @Override
    public Answer call(JsonElement payload) throws InterruptedException {
        Arguments sent = new Arguments(payload);
        TierNames names = TierNames.of(sent);
        long tail = sent.number("tail", 200, 1, MOST_LINES);
        Optional<Instant> since = sent.optional("since").flatMap(text -> since(sent, text));
        return names.answer(requests, (choice, now) -> logs(choice, now, tail, since));
    }

    private Answer logs(TierChoice choice, LoopSnapshot now, long tail, Optional<Instant> since)
            throws InterruptedException {
        String namespace = scope.namespace(choice.app());
        List<TierPod> pods = pods(choice, namespace, now);
        try {
            Redaction redaction = Redaction.of(choice.tiers(), name -> workbench.secret(namespace, name));
            return read(pods, tail, since, redaction);
        } catch (Workbench.Denied denied) {
            return Answer.message(
                    403,
                    denied.getMessage() + ": a tier uses it, and its value could not be kept out of the log; apply"
                            + " module/rbac/optional/logs-secrets.yaml");
        } catch (IOException failed) {
            return Answer.message(503, "a Secret that a tier uses cannot be read: " + failed.getMessage());
        }
    }

    private Answer read(List<TierPod> pods, long tail, Optional<Instant> since, Redaction redaction)
            throws InterruptedException {
        LogLines lines = new LogLines(redaction);
        Map<TierPod, FutureTask<String>> logs = new LinkedHashMap<>();
        for (TierPod of : pods.stream().limit(MOST_PODS).toList()) {
            FutureTask<String> log = new FutureTask<>(
                    () -> workbench.log(of.pod(), of.tier().objectName(), tail, since, Reports.ANSWER_BUDGET));
            Thread.ofVirtual().name("log of " + of.pod().name()).start(log);
            logs.put(of, log);
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        for (Map.Entry<TierPod, FutureTask<String>> log : logs.entrySet()) {
            String pod = log.getKey().pod().name();
            try {
                lines.add(pod, log.getValue().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException failed) {
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                if (cause instanceof Workbench.Denied denied) {
                    return Answer.message(403, denied.getMessage() + "; apply module/rbac/logs.yaml");
                }
                lines.missing(pod, String.valueOf(cause.getMessage()));
            } catch (TimeoutException late) {
                log.getValue().cancel(true);
                lines.missing(pod, "no answer within " + LIMIT.toMillis() + " ms");
            }
        }
        pods.stream()
                .skip(MOST_PODS)
                .forEach(of -> lines.missing(of.pod().name(), "more than " + MOST_PODS + " pods; name a tier"));
        return new Answer(200, lines.within(tail, Reports.ANSWER_BUDGET));
    }

    private static List<TierPod> pods(TierChoice choice, String namespace, LoopSnapshot now) {
        List<TierPod> pods = new ArrayList<>();
        for (Tier tier : choice.tiers()) {
            now.observed().stream("Pod")
                    .filter(pod -> pod.ref().namespace().equals(namespace))
                    .filter(pod -> pod.body()
                                    .text("metadata", "labels", Labels.NAME.key())
                                    .equals(Optional.of(tier.objectName()))
                            && pod.body()
                                    .text("metadata", "labels", Labels.PART_OF.key())
                                    .equals(Optional.of(tier.id().app())))
                    .forEach(pod -> pods.add(new TierPod(pod.ref(), tier)));
        }
        return pods;
    }

    /** A duration such as {@code 10m}, or a time in RFC 3339. */
    private Optional<Instant> since(Arguments sent, String text) {
        Matcher age = AGE.matcher(text);
        if (age.matches()) {
            long seconds = switch (age.group(2)) {
                case "m" -> 60;
                case "h" -> 3_600;
                case "d" -> 86_400;
                default -> 1;
            };
            return Optional.of(clock.instant().minusSeconds(Long.parseLong(age.group(1)) * seconds));
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            sent.problem(
                    "since",
                    Code.OutOfRange,
                    "since is neither an age such as 10m, 2h, 1d nor a time such as" + " 2026-01-31T12:00:00Z");
            return Optional.empty();
        }
    }
}
