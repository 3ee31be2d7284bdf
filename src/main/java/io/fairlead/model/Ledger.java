package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The persistent state of Fairlead in the ConfigMap {@code fairlead-ledger}. It is written before anything that it
 * describes is reported as done.
 *
 * @param revision incremented with every accepted change of the desired parts
 * @param documentVersion the {@code $version} of the document that last changed a part; 0 before the first. A document
 *      that changes nothing is not recorded, which saves a write
 * @param network the last good network part
 * @param apps the last good text of each app
 * @param reservations the address reserved for each external tier
 * @param inventory every object that Fairlead has created or is about to create, with its UID; empty until it is known
 * @param journal the state of changes that take several cycles, by key; each planner defines the format of its values
 * @param history earlier revisions and the trial of the network part
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

    /** The ledger of a module that never received a document. */
    public static final Ledger EMPTY = new Ledger(
            0, 0, Optional.empty(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), History.NONE);

    /** Copies the collections. */
    public Ledger {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
        inventory = Collections.unmodifiableSortedMap(new TreeMap<>(inventory));
        journal = Collections.unmodifiableSortedMap(new TreeMap<>(journal));
    }

    /** A copy with another history. */
    public Ledger with(History next) {
        return new Ledger(revision, documentVersion, network, apps, reservations, inventory, journal, next);
    }

    /**
     * Whether the network part in force was undone, and only a failed check keeps the last good one from replacing it.
     */
    public boolean isNetworkReturning() {
        return history.undone()
                .filter(undone -> network.filter(part -> part.json().equals(undone.json()))
                        .isPresent())
                .isPresent();
    }

    /** Whether the version of an app in force is one that was undone, and only a check holds the last good one back. */
    public boolean isReturning(String app) {
        Undone undone = history.apps().undone().get(app);
        StoredPart inForce = apps.get(app);
        return undone != null && inForce != null && inForce.json().equals(undone.json());
    }

    /** The parts in force as a revision. */
    public Revision asRevision() {
        return new Revision(revision, documentVersion, network, apps);
    }

    /** The revision {@code number}: the one in force or a stored one. */
    public Optional<Revision> find(long number) {
        return Stream.concat(history.revisions().stream(), Stream.of(asRevision()))
                .filter(kept -> kept.number() == number && kept.documentVersion() > 0)
                .findFirst();
    }
}
