package io.fairlead.page.view;

import io.fairlead.report.Event;
import java.time.Instant;

/**
 * An event, and when it was noticed.
 *
 * @param number counts the events of this process from 1
 * @param at when
 * @param event what
 */
public record TimedEvent(long number, Instant at, Event event) {}
