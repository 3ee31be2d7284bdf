package io.fairlead.report;

import com.google.gson.JsonObject;

/**
 * The state of the module after a cycle, written once for all that make it known.
 *
 * @param state the state
 * @param properties the reported properties
 * @param facts the lasting facts
 */
public record Report(ReportInput state, JsonObject properties, Facts facts) {}
