package io.fairlead.loop;

import com.google.gson.JsonObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.report.Event;
import io.fairlead.report.Events;
import io.fairlead.report.Facts;
import io.fairlead.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends the events between one state of the loop and the next. */
public final class EventReporter implements Reporter {

    private final Function<Facts, Optional<Events>> start;
    private final Consumer<Event> send;
    private Optional<Events> told = Optional.empty();

    private EventReporter(Function<Facts, Optional<Events>> start, Consumer<Event> send) {
        this.start = start;
        this.send = send;
    }

    /**
     * A sender that continues after a start from the state that the twin reported before, so that no event is sent twice and
     * events in between are not lost. It sends nothing until the twin is read.
     *
     * @param reportedBefore the reported properties when this process first read the twin; empty before
     * @param send takes an event and returns at once
     */
    public static EventReporter continuing(Supplier<Optional<JsonObject>> reportedBefore, Consumer<Event> send) {
        return new EventReporter(now -> reportedBefore.get().map(then -> toldBy(then, now)), send);
    }

    /** A sender to which the first state is no event. */
    public static EventReporter fromNow(Consumer<Event> send) {
        return new EventReporter(now -> Optional.of(Events.NONE.after(now)), send);
    }

    @Override
    public void report(Report report) {
        if (report.state().observed().isEmpty()) {
            return; // The cluster is unknown, so it shows no change.
        }
        Facts now = report.facts();
        if (told.isEmpty()) {
            // This state may be older than the document. The next one is not.
            told = start.apply(now);
            return;
        }
        List<Event> events = new ArrayList<>(told.get().until(now));
        report.state().past().repaired().forEach(object -> events.add(repaired(object)));
        events.forEach(send);
        told = Optional.of(told.get().after(now));
    }

    private static Events toldBy(JsonObject reported, Facts now) {
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
