package io.fairlead.methods;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.loop.Requests;
import io.fairlead.model.Control;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import io.fairlead.plan.target.Scope;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code restartApp}: restarts the pods of an app or of one of its tiers, one after the other. A call repeated within a
 * minute returns the first restart.
 */
final class RestartMethod implements Method {

    /** How long a call counts as a retry by a caller that got no answer. */
    private static final Duration SAME_CALL = Duration.ofMinutes(1);

    private final Requests requests;
    private final Scope scope;
    private final Workbench workbench;
    private final Clock clock;
    private final Map<ObjectRef, Instant> restarted = new ConcurrentHashMap<>();

    RestartMethod(Requests requests, Scope scope, Workbench workbench, Clock clock) {
        this.requests = requests;
        this.scope = scope;
        this.workbench = workbench;
        this.clock = clock;
    }

    @Override
    public Answer call(JsonElement payload) throws InterruptedException {
        return TierNames.of(new Arguments(payload))
                .answer(
                        requests,
                        (choice, now) -> Control.of(now.document()).paused()
                                ? Answer.message(
                                        409, "the module is paused; set control.paused to false in the twin first")
                                : restart(choice));
    }

    private Answer restart(TierChoice choice) {
        JsonObject times = new JsonObject();
        for (Tier tier : choice.tiers()) {
            ObjectRef deployment = ObjectRef.deployment(scope.namespace(choice.app()), tier.objectName());
            try {
                times.addProperty(tier.id().tier(), restart(deployment).toString());
            } catch (Workbench.Denied denied) {
                return Answer.message(403, denied.getMessage() + "; apply module/rbac/apps.yaml");
            } catch (IOException failed) {
                return Answer.message(503, deployment + " was not restarted: " + failed.getMessage());
            }
        }
        JsonObject body = new JsonObject();
        body.add("restarted", times);
        return new Answer(200, body);
    }

    /** Synchronized, so that two concurrent calls are one restart. */
    private synchronized Instant restart(ObjectRef deployment) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant before = restarted.get(deployment);
        if (before != null && now.isBefore(before.plus(SAME_CALL)) && !now.isBefore(before)) {
            return before;
        }
        workbench.restart(deployment, now);
        restarted.put(deployment, now);
        return now;
    }
}
