package io.fairlead.health;

import io.fairlead.health.Rollout.State;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Endpoint;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges whether a tier works. Its Deployment is judged by the rules of kstatus. Beyond them, an internal tier needs a
 * cluster IP and a ready endpoint. An external tier must be reachable from outside: its address exists, is the desired
 * one, is in its pool, is announced by a node that may do so, and has a ready endpoint. kstatus and other tools call a
 * LoadBalancer Service healthy without these checks.
 *
 * <p>A tier with no replicas is Ready when its pods are gone, whatever the state of its Service.
 */
public final class TierJudge {

    /** How long a tier may wait for its network before it is Failed. A rollout has Kubernetes' own deadline. */
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private TierJudge() {}

    /**
     * The health of the tier. Before {@link #DEADLINE}, anything missing makes it Progressing with its code; after
     * that, Failed with the same code. A rollout that continues while the tier is reachable stays Progressing until
     * Kubernetes' deadline, or until its pods show why they do not start. The same view always gives the same result.
     */
    public static TierHealth judge(TierView view) {
        if (view.observed().apps(view.namespace()) == Access.NONE) {
            return judged(view, unreadable(view));
        }
        Rollout rollout = rollout(view);
        Optional<Finding> rolling = rollout.finding();
        Optional<Finding> pods = rollout.state() == State.CURRENT
                ? Optional.empty()
                : PodReasons.of(view).map(found -> told(found, view));
        if (rollout.state() == State.FAILED) {
            return health(view, TierPhase.Failed, pods.or(() -> rolling).orElseThrow());
        }
        boolean stopped = view.tier().replicas() == 0;
        Optional<Finding> finding = rolling.filter(cause -> cause.code().isPresent())
                .or(() -> pods)
                .or(() -> stopped ? Optional.empty() : ServiceChecks.first(view))
                .or(() -> rolling);
        if (finding.isEmpty()) {
            return health(view, TierPhase.Ready, Finding.waiting(stopped ? "Stopped: replicas is 0" : note(view)));
        }
        return judged(view, finding.get());
    }

    private static TierHealth judged(TierView view, Finding finding) {
        boolean late = view.notReadyFor().compareTo(DEADLINE) >= 0;
        boolean failed = late && finding.code().isPresent();
        TierHealth health = health(view, failed ? TierPhase.Failed : TierPhase.Progressing, finding);
        return view.notReadyFor().compareTo(finding.ordinaryFor()) < 0 ? health.ordinarily() : health;
    }

    private static Finding unreadable(TierView view) {
        Problem obstacle = view.observed()
                .obstacle("apps", Area.APPS, "read all that it consists of in namespace " + view.namespace());
        return Finding.of(obstacle.code(), "whether it works is not known: " + obstacle.message());
    }

    /**
     * Adds whether old pods still serve. A new version that does not start is no outage then, and the operator must
     * know.
     */
    private static Finding told(Finding cause, TierView view) {
        return Endpoints.anyReady(view) ? cause.saying("; pods that are ready go on serving") : cause;
    }

    private static String note(TierView view) {
        return view.tier().isExternal()
                ? ServiceChecks.announcement(view).flatMap(Announcement::note).orElse("")
                : "";
    }

    private static Rollout rollout(TierView view) {
        ObjectRef ref = ObjectRef.deployment(view.namespace(), view.tier().objectName());
        return view.deployment()
                .map(deployment -> outdated(view.tier(), deployment).orElseGet(() -> Rollout.of(deployment)))
                .orElseGet(() -> new Rollout(State.IN_PROGRESS, Optional.of(notThere(view, ref))));
    }

    private static Finding notThere(TierView view, ObjectRef ref) {
        return TierStart.waitsFor(view.tier(), view.app(), view.namespace(), view.observed())
                .map(needed -> Finding.waiting("waits for tier " + needed.id().tier() + ", which is not ready"))
                .orElseGet(() -> Finding.of(Code.DeadlineExceeded, ref + " does not exist")
                        .ordinaryFor(Finding.GRACE));
    }

    /** A Deployment that differs from the twin may be healthy, but the tier that the twin requires is not. */
    private static Optional<Rollout> outdated(Tier tier, LiveObject deployment) {
        long replicas = deployment.body().number("spec", "replicas").orElse(1L);
        String image = deployment.body().each("spec", "template", "spec", "containers").stream()
                .filter(container -> container.text("name").equals(Optional.of(tier.objectName())))
                .findFirst()
                .orElse(Fields.EMPTY)
                .text("image")
                .orElse("none");
        String difference = "";
        if (!image.equals(tier.image().toString())) {
            difference = "image " + image + " in place of " + tier.image();
        } else if (replicas != tier.replicas()) {
            difference = replicas + " replicas in place of " + tier.replicas();
        }
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rollout(
                        State.IN_PROGRESS,
                        Optional.of(Finding.of(Code.DeadlineExceeded, deployment.ref() + " has " + difference)
                                .ordinaryFor(Finding.GRACE))));
    }

    private static TierHealth health(TierView view, TierPhase phase, Finding finding) {
        long ready = view.deployment()
                .flatMap(deployment -> deployment.body().number("status", "readyReplicas"))
                .orElse(0L);
        return new TierHealth(
                phase,
                finding.code(),
                finding.message(),
                ready,
                view.tier().replicas(),
                view.address(),
                Endpoint.of(view.observed(), view.namespace(), view.tier().objectName()));
    }
}
