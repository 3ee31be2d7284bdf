package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Fairlead must not forget: kept in the ConfigMap {@code fairlead-ledger}, written before anything it describes is
 * reported as done.
 *
 * @param revision rises by one with every accepted change of the desired parts
 * @param documentVersion the {@code $version} of the document that last changed a part; 0 before the first. One that
 *     changes nothing is not written down, so that it costs no call
 * @param network the last good network part
 * @param apps the last good text of each app
 * @param reservations the address kept for each external tier
 * @param inventory every object Fairlead has made or is about to make, with its UID, empty until it is known
 * @param journal what a change of several steps must remember until it is done, by concern: each value is that concern's
 *     own text
 * @param history what is remembered of before
 */
public record Ledger(
        long revision,
        long documentVersion,
        Optional<StoredPart> network,
        SortedMap<String, StoredPart> apps,
        SortedMap<TierId, Reservation> reservations,
        SortedMap<ObjectRef, String> inventory,
        SortedMap<String, String> journal,
        History history) {

    /** The ledger of a module that never had a document. */
    public static final Ledger EMPTY = new Ledger(
            0, 0, Optional.empty(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), History.NONE);

    /** Copies the collections. */
    public Ledger {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
        inventory = Collections.unmodifiableSortedMap(new TreeMap<>(inventory));
        journal = Collections.unmodifiableSortedMap(new TreeMap<>(journal));
    }

    /** The same with another history. */
    public Ledger with(History next) {
        return new Ledger(revision, documentVersion, network, apps, reservations, inventory, journal, next);
    }

    /** Whether the network part in force is one that was undone, and only a check holds the last good one back. */
    public boolean isNetworkReturning() {
        return history.undone()
                .filter(undone -> network.filter(part -> part.json().equals(undone.json()))
                        .isPresent())
                .isPresent();
    }

    /** The parts in force, as a revision. */
    public Revision asRevision() {
        return new Revision(revision, documentVersion, network, apps);
    }

    /** The revision in force or one that is kept. */
    public Optional<Revision> find(long number) {
        return Stream.concat(history.revisions().stream(), Stream.of(asRevision()))
                .filter(kept -> kept.number() == number && kept.documentVersion() > 0)
                .findFirst();
    }
}
