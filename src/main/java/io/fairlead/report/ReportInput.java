package io.fairlead.report;

import io.fairlead.model.App;
import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a report is made of.
 *
 * @param phase the state of the module
 * @param desiredVersion the {@code $version} of the newest document; 0 before the first
 * @param appliedVersion the {@code $version} of the document that is in force
 * @param since when {@code phase} began
 * @param revision the ledger's revision
 * @param reconcileNonce the nonce that was last answered
 * @param problems every problem, of the document and of the cluster
 * @param network the network section; empty before the first document
 * @param appDigests the digest ({@link Digest}) of each app in force, and the answer; empty before the first document
 * @param control the control section; empty before the first document
 * @param observed the cluster; empty while it cannot be read, and then nothing is said of it
 * @param apps the apps in force
 * @param health the tiers in force, as far as they were judged
 * @param removing what is still there of tiers that left the twin
 * @param refusedApps the apps whose newest text was refused, whether or not an older one runs
 * @param repaired the objects that somebody else had changed and that were just put right
 * @param moduleVersion the module's version
 * @param startedAt when it started
 */
public record ReportInput(
        Phase phase,
        long desiredVersion,
        long appliedVersion,
        Instant since,
        long revision,
        String reconcileNonce,
        List<Problem> problems,
        Optional<Acknowledged<NetworkInForce>> network,
        Optional<Acknowledged<SortedMap<String, String>>> appDigests,
        Optional<Acknowledged<Control>> control,
        Optional<Observed> observed,
        SortedMap<String, App> apps,
        SortedMap<TierId, TierHealth> health,
        SortedMap<TierId, List<ObjectRef>> removing,
        SortedSet<String> refusedApps,
        List<ObjectRef> repaired,
        String moduleVersion,
        Instant startedAt) {

    /** Copies the collections and sorts the problems. */
    public ReportInput {
        problems = problems.stream().sorted().distinct().toList();
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        health = Collections.unmodifiableSortedMap(new TreeMap<>(health));
        removing = Collections.unmodifiableSortedMap(new TreeMap<>(removing));
        repaired = List.copyOf(repaired);
        refusedApps = Collections.unmodifiableSortedSet(new TreeSet<>(refusedApps));
    }

    /** The same with another answer to every section that was ever answered. */
    public ReportInput answering(Acknowledgement answer) {
        return new ReportInput(
                phase,
                desiredVersion,
                appliedVersion,
                since,
                revision,
                reconcileNonce,
                problems,
                network.map(section -> section.with(answer)),
                appDigests.map(section -> section.with(answer)),
                control.map(section -> section.with(answer)),
                observed,
                apps,
                health,
                removing,
                refusedApps,
                repaired,
                moduleVersion,
                startedAt);
    }
}
