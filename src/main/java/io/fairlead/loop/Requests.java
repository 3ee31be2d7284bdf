package io.fairlead.loop;

import io.fairlead.model.HeldRevision;
import io.fairlead.model.Ledger;
import io.fairlead.model.ParsedDocument;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** The exchange between other threads and the loop: its last known state, and requests for its next cycle. */
public final class Requests {

    private final Runnable wake;
    private final AtomicBoolean reconcile = new AtomicBoolean();
    private final AtomicReference<Optional<HeldRevision>> hold = new AtomicReference<>(Optional.empty());
    private volatile Optional<LoopSnapshot> snapshot = Optional.empty();

    /** @param wake wakes the loop */
    public Requests(Runnable wake) {
        this.wake = wake;
    }

    /** The state of the loop at the end of its last cycle; empty while the cluster cannot be read. */
    public Optional<LoopSnapshot> snapshot() {
        return snapshot;
    }

    /** Requests a cycle now, in which delayed steps are due. */
    public void reconcile() {
        reconcile.set(true);
        wake.run();
    }

    /** Requests that a stored revision is in force until the twin changes; revision 0 to follow the twin. */
    public void hold(HeldRevision held) {
        hold.set(Optional.of(held));
        wake.run();
    }

    void tell(Optional<LoopSnapshot> now) {
        snapshot = now;
    }

    boolean takeReconcile() {
        return reconcile.getAndSet(false);
    }

    /**
     * The ledger with the requested revision. The request stays until the ledger in force has it, because its write can
     * fail.
     */
    Ledger over(Ledger inForce, Optional<ParsedDocument> document) {
        Optional<HeldRevision> asked = hold.get();
        Optional<HeldRevision> has = inForce.history().held();
        Optional<HeldRevision> wanted =
                asked.or(() -> has).filter(held -> held.revision() != 0 && holds(held, document));
        if (wanted.equals(has)) {
            boolean unused = hold.compareAndSet(asked, Optional.empty());
            return inForce;
        }
        return inForce.with(inForce.history().holding(wanted));
    }

    /** Without a document it is unknown whether the twin has changed, so the revision stays held. */
    private static boolean holds(HeldRevision held, Optional<ParsedDocument> document) {
        return document.map(parsed -> parsed.version() == held.documentVersion())
                .orElse(true);
    }

    /** The document, rolled back to the held revision. */
    static Optional<ParsedDocument> held(Optional<ParsedDocument> document, Ledger ledger) {
        return document.map(parsed -> ledger.history()
                .held()
                .filter(held -> parsed.control().rollbackTo() == 0)
                .map(held -> parsed.rollingBackTo(held.revision()))
                .orElse(parsed));
    }
}
