package io.fairlead.report;

import com.google.gson.JsonObject;
import io.fairlead.model.Severity;
import java.util.Optional;

/**
 * A single event, sent as a message besides the twin.
 *
 * @param type its type
 * @param app the app it concerns; empty if it concerns none
 * @param details the other fields of the message
 */
public record Event(Type type, Optional<String> app, JsonObject details) {

    /** The types of events. */
    public enum Type {
        AddressAssigned(Severity.info),
        AddressChanged(Severity.warning),
        AddressLost(Severity.error),
        TierReady(Severity.info),
        TierFailed(Severity.error),
        PlanRefused(Severity.warning),
        DriftRepaired(Severity.warning),
        RolledBack(Severity.warning),
        RightsChanged(Severity.info),
        PoolNearlyFull(Severity.warning);

        private final Severity severity;

        Type(Severity severity) {
            this.severity = severity;
        }

        /** How severe it is. */
        public Severity severity() {
            return severity;
        }
    }

    /** The body of the message: type, severity, app and the details. */
    public JsonObject body() {
        JsonObject body = new JsonObject();
        body.addProperty("type", type.name());
        body.addProperty("severity", type.severity().name());
        app.ifPresent(id -> body.addProperty("app", id));
        details.entrySet().forEach(detail -> body.add(detail.getKey(), detail.getValue()));
        return body;
    }
}
