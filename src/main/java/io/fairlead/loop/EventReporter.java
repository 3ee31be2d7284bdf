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
 * Sends the events between one state of the loop and the next. After a start it continues from the state that the twin
 * reported before, so that no event is sent twice and events in between are not lost. It sends nothing until the twin
 * is read.
 */
public final class EventReporter implements Reporter {

    private final Supplier<Optional<JsonObject>> reportedBefore;
    private final Consumer<Event> send;
    private Optional<Events> told = Optional.empty();

    /**
     * A sender of events.
     *
     * @param reportedBefore the reported properties when this process first read the twin; empty before
     * @param send takes an event and returns at once
     */
    public EventReporter(Supplier<Optional<JsonObject>> reportedBefore, Consumer<Event> send) {
        this.reportedBefore = reportedBefore;
        this.send = send;
    }

    @Override
    public void report(ReportInput state) {
        if (state.observed().isEmpty()) {
            return; // The cluster is unknown, so it shows no change.
        }
        JsonObject now = Reports.full(state);
        if (told.isEmpty()) {
            // This state may be older than the document. The next one is not.
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
