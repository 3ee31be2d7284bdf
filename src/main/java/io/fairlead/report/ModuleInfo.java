package io.fairlead.report;

import java.time.Instant;

/**
 * What the report says of the module itself.
 *
 * @param version its release
 * @param startedAt when the process began
 */
public record ModuleInfo(String version, Instant startedAt) {}
