package io.fairlead.plan.target;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Ledger;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.StoredPart;
import io.fairlead.model.Trial;
import io.fairlead.model.Undone;
import io.fairlead.plan.target.Parts.Kept;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parts to plan for: the accepted parts of the document over the last good ones.
 *
 * @param wanted the parts to plan for
 * @param lastGood the parts in force before
 * @param networkRefused whether the document's network part was refused, so that the last good one stays
 * @param undone the network part that was undone and is not tried again yet
 * @param undoneApps the versions of apps that were undone and are not tried again yet, by app
 * @param refusedApps the apps of the document that were refused; those with a last good text keep it
 * @param problems why parts were refused against the ledger or the cluster, without problems of the document itself
 */
public record Target(
        Parts wanted,
        Parts lastGood,
        boolean networkRefused,
        Optional<Undone> undone,
        SortedMap<String, Undone> undoneApps,
        Set<String> refusedApps,
        List<Problem> problems) {

    public Target {
        undoneApps = Collections.unmodifiableSortedMap(new TreeMap<>(undoneApps));
        refusedApps = Set.copyOf(refusedApps);
        problems = List.copyOf(problems);
    }

    /** The target for {@code document}; without a document, the last good parts. */
    public static Target choose(Optional<ParsedDocument> document, Ledger ledger) {
        Parts lastGood = Parts.lastGood(ledger, document);
        Target unchanged =
                new Target(lastGood, lastGood, false, Optional.empty(), new TreeMap<>(), Set.of(), List.of());
        return document.map(parsed -> over(lastGood, parsed)
                        .rolledBack(parsed.control().rollbackTo(), ledger)
                        .withoutUndone(parsed.network(), ledger)
                        .braked(parsed)
                        .withoutUndoneApps(app -> asked(parsed, app), ledger))
                .orElseGet(() -> unchanged
                        .withoutUndone(new Part.Refused<>(), ledger)
                        .withoutUndoneApps(app -> new Part.Refused<>(), ledger));
    }

    /** The last good parts of the ledger, with everything in the document refused. */
    public static Target refusingAll(Optional<ParsedDocument> document, Ledger ledger) {
        Parts lastGood = Parts.lastGood(ledger);
        Set<String> apps = document.map(parsed -> parsed.apps().keySet()).orElse(new TreeSet<>());
        return new Target(lastGood, lastGood, true, Optional.empty(), new TreeMap<>(), apps, List.of());
    }

    private static Target over(Parts lastGood, ParsedDocument document) {
        boolean networkRefused = document.network() instanceof Part.Refused;
        SortedMap<String, Kept<App>> apps = new TreeMap<>();
        Set<String> refused = new HashSet<>();
        document.apps().forEach((id, part) -> {
            if (part instanceof Part.Accepted<App> accepted) {
                apps.put(id, kept(Optional.ofNullable(lastGood.apps().get(id)), accepted, document.version()));
            } else {
                refused.add(id);
            }
        });
        lastGood.apps().forEach((id, kept) -> {
            if (refused.contains(id) || !document.appsReadable()) {
                apps.putIfAbsent(id, kept);
            }
        });
        Optional<Kept<Network>> network = networkRefused ? lastGood.network() : Optional.empty();
        if (document.network() instanceof Part.Accepted<Network> accepted) {
            network = Optional.of(kept(lastGood.network(), accepted, document.version()));
        }
        return new Target(
                new Parts(network, apps, unreadable(lastGood, document)),
                lastGood,
                networkRefused,
                Optional.empty(),
                new TreeMap<>(),
                refused,
                List.of());
    }

    /** The stored texts that cannot be read and that the document does not replace. */
    private static SortedSet<String> unreadable(Parts lastGood, ParsedDocument document) {
        SortedSet<String> unreadable = new TreeSet<>(lastGood.unreadable());
        if (!(document.network() instanceof Part.Refused)) {
            unreadable.remove(Path.NETWORK.text());
        }
        if (document.appsReadable()) {
            Set<String> refused = document.apps().entrySet().stream()
                    .filter(app -> app.getValue() instanceof Part.Refused)
                    .map(app -> Path.app(app.getKey()).text())
                    .collect(Collectors.toSet());
            unreadable.removeIf(path -> Path.APPS.holds(path) && !refused.contains(path));
        }
        return unreadable;
    }

    private static <T> Kept<T> kept(Optional<Kept<T>> before, Part.Accepted<T> accepted, long version) {
        StoredPart stored = before.map(Kept::stored)
                .filter(part -> part.json().equals(accepted.json()))
                .orElse(new StoredPart(accepted.json(), version));
        return new Kept<>(accepted.value(), stored);
    }

    /** Replaces the document's parts with a stored revision. If that is missing, the parts in force stay. */
    private Target rolledBack(long number, Ledger ledger) {
        if (number == 0) {
            return this;
        }
        Optional<Parts> parts =
                ledger.find(number).filter(revision -> revision.number() > 0).map(Parts::of);
        List<Problem> why = number == Control.HOLD ? List.of() : RollbackProblems.of(number, parts, ledger);
        Parts wanted = why.isEmpty() ? parts.orElse(lastGood) : lastGood;
        return new Target(wanted, lastGood, networkRefused, undone, undoneApps, refusedApps, joined(why));
    }

    /** Replaces an undone network part with the last good one until the document has another. */
    private Target withoutUndone(Part<Network> asked, Ledger ledger) {
        Optional<Undone> standing =
                ledger.history().undone().filter(known -> isIt(known, wanted.network()) || !isAnother(known, asked));
        if (standing.filter(known -> isIt(known, wanted.network())).isEmpty()) {
            return new Target(wanted, lastGood, networkRefused, standing, undoneApps, refusedApps, problems);
        }
        Optional<Kept<Network>> good = ledger.isNetworkReturning()
                ? ledger.history().trial().map(Trial::lastGood).flatMap(Parts::network)
                : lastGood.network();
        List<Problem> why = ledger.isNetworkReturning()
                ? List.of()
                : List.of(new Problem(
                        Path.NETWORK.text(), Code.RollbackDone, standing.get().message()));
        return new Target(
                new Parts(good.or(lastGood::network), wanted.apps(), wanted.unreadable()),
                lastGood,
                true,
                standing,
                undoneApps,
                refusedApps,
                joined(why));
    }

    private static Part<App> asked(ParsedDocument document, String app) {
        Part<App> absent = document.appsReadable() ? new Part.Absent<>() : new Part.Refused<>();
        return document.apps().getOrDefault(app, absent);
    }

    /**
     * The last good version in place of each app's that was undone, until the document comes with another. One that still waits
     * to leave is on its way; afterwards the document's is refused.
     */
    private Target withoutUndoneApps(Function<String, Part<App>> asked, Ledger ledger) {
        SortedMap<String, Undone> standing = new TreeMap<>();
        SortedMap<String, Kept<App>> apps = new TreeMap<>(wanted.apps());
        Set<String> refused = new HashSet<>(refusedApps);
        List<Problem> why = new ArrayList<>();
        ledger.history().apps().undone().forEach((id, undone) -> {
            boolean isIt = isIt(undone, Optional.ofNullable(wanted.apps().get(id)));
            Optional<Kept<App>> good = good(id, ledger);
            if (isAnother(undone, asked.apply(id)) && !isIt) {
                return;
            }
            if (isIt && good.isEmpty()) {
                return; // There is nothing to go back to, as after a rollback to a revision without the app.
            }
            standing.put(id, undone);
            if (isIt) {
                apps.put(id, good.get());
                if (!ledger.isReturning(id)) {
                    refused.add(id);
                    why.add(new Problem(Path.app(id).text(), Code.AppRolledBack, undone.message()));
                }
            }
        });
        return new Target(
                new Parts(wanted.network(), apps, wanted.unreadable()),
                lastGood,
                networkRefused,
                undone,
                standing,
                refused,
                joined(why));
    }

    private Optional<Kept<App>> good(String app, Ledger ledger) {
        return ledger.isReturning(app)
                ? Optional.ofNullable(ledger.history().apps().trials().get(app))
                        .flatMap(trial -> Parts.app(app, trial.lastGood()))
                : Optional.ofNullable(lastGood.apps().get(app));
    }

    private static <T> boolean isIt(Undone undone, Optional<Kept<T>> part) {
        return part.filter(kept -> kept.stored().json().equals(undone.json())).isPresent();
    }

    private static <T> boolean isAnother(Undone undone, Part<T> asked) {
        return switch (asked) {
            case Part.Accepted<T> accepted -> !accepted.json().equals(undone.json());
            case Part.Refused<T> refused -> false;
            case Part.Absent<T> absent -> true;
        };
    }

    /** Whether an app is unchanged. */
    public boolean isUnchanged(String app) {
        Kept<App> before = lastGood.apps().get(app);
        return before != null && before.equals(wanted.apps().get(app));
    }

    /** The deletion brake: an empty map of apps is far more often a deployment mistake than intended. */
    private Target braked(ParsedDocument document) {
        boolean removesAll = wanted.apps().isEmpty() && !lastGood.apps().isEmpty();
        if (!removesAll || document.control().allowEmpty()) {
            return this;
        }
        return refusingApps(
                lastGood.apps().keySet(),
                List.of(new Problem(
                        Path.APPS.text(),
                        Code.EmptyDesired,
                        "would remove every app ("
                                + String.join(", ", lastGood.apps().keySet())
                                + "); set control.allowEmpty to true if that is meant")));
    }

    /**
     * This target with the last good network part, and the reasons. An undone part that has not left yet stays undone,
     * whatever the document now says.
     */
    public Target refusingNetwork(List<Problem> why, Ledger ledger) {
        return with(lastGood.network(), ledger, why);
    }

    /** This target with the network part from before the one in force, if that was undone. */
    public Target goingBack(List<Problem> why, Ledger ledger) {
        Optional<Kept<Network>> good = ledger.isNetworkReturning()
                ? ledger.history().trial().map(Trial::lastGood).flatMap(Parts::network)
                : Optional.empty();
        return with(good.or(lastGood::network), ledger, why);
    }

    private Target with(Optional<Kept<Network>> network, Ledger ledger, List<Problem> why) {
        return new Target(
                new Parts(network, wanted.apps(), wanted.unreadable()),
                lastGood,
                true,
                ledger.isNetworkReturning() ? ledger.history().undone() : undone,
                undoneApps,
                refusedApps,
                joined(why));
    }

    /** This target with the last good text of each of these apps, and the reasons. */
    public Target refusingApps(SortedMap<String, List<Problem>> why, Ledger ledger) {
        Target refusing = refusingApps(
                why.keySet(), why.values().stream().flatMap(List::stream).toList());
        SortedMap<String, Undone> standing = new TreeMap<>(undoneApps);
        ledger.history().apps().undone().forEach((id, known) -> {
            if (why.containsKey(id) && ledger.isReturning(id)) {
                standing.putIfAbsent(id, known);
            }
        });
        return new Target(
                refusing.wanted, lastGood, networkRefused, undone, standing, refusing.refusedApps, refusing.problems);
    }

    /** This target with the last good text of some apps, and the reasons. */
    public Target refusingApps(Collection<String> ids, List<Problem> why) {
        SortedMap<String, Kept<App>> apps = new TreeMap<>(wanted.apps());
        Set<String> refused = new HashSet<>(refusedApps);
        for (String id : ids) {
            refused.add(id);
            apps.remove(id);
            Kept<App> before = lastGood.apps().get(id);
            if (before != null) {
                apps.put(id, before);
            }
        }
        return new Target(
                new Parts(wanted.network(), apps, wanted.unreadable()),
                lastGood,
                networkRefused,
                undone,
                undoneApps,
                refused,
                joined(why));
    }

    private List<Problem> joined(List<Problem> more) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(more);
        return all;
    }
}
