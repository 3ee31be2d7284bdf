package io.fairlead.page.view;

import io.fairlead.report.Event;
import java.time.Instant;

/**
 * An event and its time.
 *
 * @param number its number in this process, from 1
 * @param at when it was noticed
 * @param event the event
 */
public record TimedEvent(long number, Instant at, Event event) {}
