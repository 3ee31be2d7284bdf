package io.fairlead.methods;

import com.google.gson.JsonObject;
import io.fairlead.doctor.Finding;
import io.fairlead.loop.Requests;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The methods that use the loop or the cluster, by name. */
public final class MethodTable {

    private MethodTable() {}

    /**
     * All methods.
     *
     * @param doctor checks the module's environment
     */
    public static Map<String, Method> of(
            Requests requests, Scope scope, Workbench workbench, Clock clock, Supplier<List<Finding>> doctor) {
        DiagnoseMethods diagnose = new DiagnoseMethods(doctor);
        return Map.of(
                "diagnose", diagnose::diagnose,
                "taskStatus", diagnose::taskStatus,
                "plan", new PlanMethod(requests::snapshot, new Planner(scope)),
                "reconcile", payload -> new Arguments(payload).refusal().orElseGet(() -> reconcile(requests)),
                "rollback", new RollbackMethod(requests),
                "restartApp", new RestartMethod(requests, scope, workbench, clock),
                "logs", new LogsMethod(requests, scope, workbench, clock));
    }

    private static Answer reconcile(Requests requests) {
        requests.reconcile();
        JsonObject body = new JsonObject();
        body.addProperty("message", "a cycle starts, and failed parts are retried; status shows the progress");
        return new Answer(202, body);
    }
}
