package io.fairlead.report;

import java.time.Instant;

/**
 * The report's facts about the module itself.
 *
 * @param version its release
 * @param startedAt when the process started
 */
public record ModuleInfo(String version, Instant startedAt) {}
