package io.fairlead.plan.target;

import io.fairlead.desired.StoredParts;
import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.Network;
import io.fairlead.model.Path;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Accepted parts of a document, each with its text.
 *
 * @param network the network part; empty if there is none
 * @param apps the apps by id
 * @param unreadable the paths of stored texts that this release cannot read, because a later one wrote them
 */
public record Parts(Optional<Kept<Network>> network, SortedMap<String, Kept<App>> apps, SortedSet<String> unreadable) {

    /** Copies the apps. */
    public Parts {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        unreadable = Collections.unmodifiableSortedSet(new TreeSet<>(unreadable));
    }

    /**
     * A part and its text.
     *
     * @param <T> the type of the part
     * @param value the part
     * @param stored its text, and the version it came with
     */
    public record Kept<T>(T value, StoredPart stored) {}

    /** The last good parts. */
    public static Parts lastGood(Ledger ledger) {
        return of(ledger.asRevision());
    }

    /** The parts of a revision. */
    static Parts of(Revision revision) {
        SortedMap<String, Kept<App>> apps = new TreeMap<>();
        SortedSet<String> unreadable = new TreeSet<>();
        revision.apps()
                .forEach((id, stored) -> app(id, stored)
                        .ifPresentOrElse(
                                app -> apps.put(id, app),
                                () -> unreadable.add(Path.app(id).text())));
        Optional<Kept<Network>> network = revision.network().flatMap(Parts::network);
        if (revision.network().isPresent() && network.isEmpty()) {
            unreadable.add(Path.NETWORK.text());
        }
        return new Parts(network, apps, unreadable);
    }

    /** A stored version of an app; empty if this release cannot read it. */
    static Optional<Kept<App>> app(String id, StoredPart stored) {
        return StoredParts.app(id, stored.json()).map(read -> new Kept<>(read, stored));
    }

    /** A stored network part; empty if this release cannot read it. */
    static Optional<Kept<Network>> network(StoredPart stored) {
        return StoredParts.network(stored.json()).map(read -> new Kept<>(read, stored));
    }

    /** The network part, or one without settings. */
    public Network networkOrNone() {
        return network.map(Kept::value).orElse(Network.NONE);
    }
}
