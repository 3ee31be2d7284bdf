package io.fairlead.report;

import io.fairlead.model.Phase;
import java.time.Instant;

/**
 * The progress of the module.
 *
 * @param phase its state
 * @param desiredVersion the {@code $version} of the newest document; 0 before the first
 * @param appliedVersion the {@code $version} of the document in force
 * @param since when {@code phase} began
 * @param revision the ledger's revision
 * @param reconcileNonce the last nonce that was answered
 */
public record ModuleStatus(
        Phase phase, long desiredVersion, long appliedVersion, Instant since, long revision, String reconcileNonce) {}
