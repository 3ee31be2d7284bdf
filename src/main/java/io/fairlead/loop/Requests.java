package io.fairlead.loop;

import io.fairlead.model.Held;
import io.fairlead.model.Ledger;
import io.fairlead.model.ParsedDocument;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Where other threads meet the loop: what it knew last, and what they ask of its next cycle. */
public final class Requests {

    private final Runnable wake;
    private final AtomicBoolean reconcile = new AtomicBoolean();
    private final AtomicReference<Optional<Held>> hold = new AtomicReference<>(Optional.empty());
    private volatile Optional<Known> known = Optional.empty();

    /** @param wake wakes the loop */
    public Requests(Runnable wake) {
        this.wake = wake;
    }

    /** What the loop knew at the end of its last cycle; empty while the cluster cannot be read. */
    public Optional<Known> known() {
        return known;
    }

    /** Asks for a cycle now, in which what is held back is due. */
    public void reconcile() {
        reconcile.set(true);
        wake.run();
    }

    /** Asks that a kept revision be in force until the twin changes; revision 0 for what the twin says. */
    public void hold(Held held) {
        hold.set(Optional.of(held));
        wake.run();
    }

    void tell(Optional<Known> now) {
        known = now;
    }

    boolean takeReconcile() {
        return reconcile.getAndSet(false);
    }

    /** The ledger with what is asked of it: asked again until the ledger in force has it, since its write can fail. */
    Ledger over(Ledger inForce, Optional<ParsedDocument> document) {
        Optional<Held> asked = hold.get();
        Optional<Held> has = inForce.history().held();
        Optional<Held> wanted = asked.or(() -> has).filter(held -> held.revision() != 0 && holds(held, document));
        if (wanted.equals(has)) {
            boolean unused = hold.compareAndSet(asked, Optional.empty());
            return inForce;
        }
        return inForce.with(inForce.history().holding(wanted));
    }

    /** Without a document it is not known whether the twin has changed. */
    private static boolean holds(Held held, Optional<ParsedDocument> document) {
        return document.map(parsed -> parsed.version() == held.documentVersion())
                .orElse(true);
    }

    /** The document with the revision that is held in place of its parts. */
    static Optional<ParsedDocument> held(Optional<ParsedDocument> document, Ledger ledger) {
        return document.map(parsed -> ledger.history()
                .held()
                .filter(held -> parsed.control().rollbackTo() == 0)
                .map(held -> parsed.rollingBackTo(held.revision()))
                .orElse(parsed));
    }
}
