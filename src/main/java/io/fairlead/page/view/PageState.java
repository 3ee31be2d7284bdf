package io.fairlead.page.view;

import io.fairlead.report.ReportInput;
import java.time.Instant;
import java.util.List;

/**
 * All that the page shows.
 *
 * @param site the device's name at the hub, empty where it is not known
 * @param report what the loop knows
 * @param at when the cycle that found it ended
 * @param hub the connection to the hub
 * @param events what happened lately, the newest first
 */
public record PageState(String site, ReportInput report, Instant at, HubContact hub, List<TimedEvent> events) {

    /** Copies the list. */
    public PageState {
        events = List.copyOf(events);
    }
}
