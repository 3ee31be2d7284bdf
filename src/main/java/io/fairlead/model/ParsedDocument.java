package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A desired-properties document after validation: every part accepted or refused, every problem at once.
 *
 * @param version its {@code $version}
 * @param network the network part
 * @param apps each app; an app that is not a key here is not in the document
 * @param appsReadable false where {@code apps} itself could not be read (wrong type, unsupported schema), so that
 *     no app may be taken for removed
 * @param control the control part; what was wrong in it stands at its default, but a {@code paused} that cannot be read
 *     counts as true
 * @param controlAccepted whether the control part had no problem
 * @param problems everything that is wrong, sorted
 */
public record ParsedDocument(
        long version,
        Part<Network> network,
        SortedMap<String, Part<App>> apps,
        boolean appsReadable,
        Control control,
        boolean controlAccepted,
        List<Problem> problems) {

    /** Copies the collections. */
    public ParsedDocument {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        problems = problems.stream().sorted().distinct().toList();
    }

    /** The same document with a kept revision in place of its parts. */
    public ParsedDocument rollingBackTo(long revision) {
        return new ParsedDocument(
                version, network, apps, appsReadable, control.rolledBackTo(revision), controlAccepted, problems);
    }
}
