package io.fairlead.plan.target;

import io.fairlead.desired.StoredParts;
import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Path;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        return lastGood(ledger, Optional.empty());
    }

    /** The last good parts. A text that {@code document} has too is not read again, because it says the same. */
    static Parts lastGood(Ledger ledger, Optional<ParsedDocument> document) {
        return of(
                ledger.asRevision(),
                stored -> document.flatMap(parsed -> same(parsed.network(), stored)),
                (id, stored) -> document.flatMap(parsed -> same(parsed.apps().get(id), stored)));
    }

    /** The parts of a revision. */
    static Parts of(Revision revision) {
        return of(revision, stored -> Optional.empty(), (id, stored) -> Optional.empty());
    }

    private static Parts of(
            Revision revision,
            Function<StoredPart, Optional<Kept<Network>>> knownNetwork,
            BiFunction<String, StoredPart, Optional<Kept<App>>> knownApp) {
        SortedMap<String, Kept<App>> apps = new TreeMap<>();
        SortedSet<String> unreadable = new TreeSet<>();
        revision.apps()
                .forEach((id, stored) -> knownApp.apply(id, stored)
                        .or(() -> app(id, stored))
                        .ifPresentOrElse(
                                app -> apps.put(id, app),
                                () -> unreadable.add(Path.app(id).text())));
        Optional<Kept<Network>> network =
                revision.network().flatMap(stored -> knownNetwork.apply(stored).or(() -> network(stored)));
        if (revision.network().isPresent() && network.isEmpty()) {
            unreadable.add(Path.NETWORK.text());
        }
        return new Parts(network, apps, unreadable);
    }

    private static <T> Optional<Kept<T>> same(@Nullable Part<T> part, StoredPart stored) {
        return part instanceof Part.Accepted<T> accepted && accepted.json().equals(stored.json())
                ? Optional.of(new Kept<>(accepted.value(), stored))
                : Optional.empty();
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
