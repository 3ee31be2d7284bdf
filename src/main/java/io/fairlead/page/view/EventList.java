package io.fairlead.page.view;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The last events. */
final class EventList {

    private EventList() {}

    static void write(Html html, PageState state) {
        html.open("section", "id", "events", "aria-labelledby", "h-events", "data-part", "")
                .element("h2", "Recent changes", "id", "h-events");
        if (state.events().isEmpty()) {
            html.open("p", "class", "calm")
                    .text("No change since the module started at ")
                    .time(state.report().module().startedAt())
                    .text(".")
                    .close("p");
        } else {
            html.open("ol", "class", "events")
                    .each(state.events(), EventList::event)
                    .close("ol");
        }
        html.close("section");
    }

    private static void event(Html html, TimedEvent happened) {
        String severity = happened.event().type().severity().name();
        html.open("li", "class", severity)
                .time(happened.at())
                .text(" ")
                .element("b", happened.event().type().name())
                .text(" " + subject(happened))
                .close("li");
    }

    /** The app and tier, then the other details of the event. */
    private static String subject(TimedEvent happened) {
        JsonObject details = happened.event().details();
        StringBuilder text = new StringBuilder(happened.event().app().orElse(""));
        if (details.has("tier")) {
            text.append('/').append(details.get("tier").getAsString());
        }
        details.entrySet().stream()
                .filter(detail -> !detail.getKey().equals("tier"))
                .forEach(detail -> text.append(text.isEmpty() ? "" : ", ")
                        .append(detail.getKey())
                        .append(' ')
                        .append(plain(detail.getValue())));
        return text.toString();
    }

    private static String plain(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
