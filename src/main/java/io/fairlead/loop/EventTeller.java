package io.fairlead.loop;

import com.google.gson.JsonObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.report.Event;
import io.fairlead.report.Events;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells what has happened from one state of the loop to the next. A start goes on from what the twin said before, so that
 * nothing is told twice and what happened in between is not lost; until the twin is read nothing is told.
 */
public final class EventTeller implements Reporter {

    private final Supplier<Optional<JsonObject>> reportedBefore;
    private final Consumer<Event> send;
    private Optional<Events> told = Optional.empty();

    /**
     * A teller.
     *
     * @param reportedBefore what the hub held when this process first read the twin, empty before
     * @param send takes an event and returns at once
     */
    public EventTeller(Supplier<Optional<JsonObject>> reportedBefore, Consumer<Event> send) {
        this.reportedBefore = reportedBefore;
        this.send = send;
    }

    @Override
    public void report(ReportInput state) {
        if (state.observed().isEmpty()) {
            return; // Nothing is known of the cluster, so nothing of it has changed.
        }
        JsonObject now = Reports.full(state);
        if (told.isEmpty()) {
            // This state may be from before the document came; the next is not.
            told = reportedBefore.get().map(then -> start(then, now));
            return;
        }
        List<Event> events = new ArrayList<>(told.get().until(now));
        state.past().repaired().forEach(object -> events.add(repaired(object)));
        events.forEach(send);
        told = Optional.of(told.get().after(now));
    }

    private static Events start(JsonObject reported, JsonObject now) {
        Events before = Events.toldBy(reported);
        boolean cut = reported.get("status") instanceof JsonObject status
                && status.has("truncated")
                && status.get("truncated").getAsBoolean();
        return cut ? before.orElse(now) : before;
    }

    private static Event repaired(ObjectRef object) {
        JsonObject details = new JsonObject();
        details.addProperty("object", object.toString());
        return new Event(Event.Type.DriftRepaired, Optional.empty(), details);
    }
}
