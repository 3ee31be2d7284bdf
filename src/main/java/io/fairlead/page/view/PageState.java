package io.fairlead.page.view;

import io.fairlead.report.ReportInput;
import java.time.Instant;
import java.util.List;

/**
 * The data of the page.
 *
 * @param site the device's name at the hub; empty if unknown
 * @param report the state of the loop
 * @param at the end of the cycle that read it
 * @param hub the connection to the hub
 * @param events the last events, newest first
 */
public record PageState(String site, ReportInput report, Instant at, HubContact hub, List<TimedEvent> events) {

    /** Copies the list. */
    public PageState {
        events = List.copyOf(events);
    }
}
