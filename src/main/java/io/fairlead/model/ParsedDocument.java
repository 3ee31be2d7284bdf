package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A document of desired properties after validation: every part accepted or refused, with all problems.
 *
 * @param version its {@code $version}
 * @param network the network part
 * @param apps the result for each app; an app that is not a key here is not in the document
 * @param appsReadable false if {@code apps} itself could not be read (wrong type, unsupported schema), so that no app
 *      counts as removed
 * @param control the control part; a setting with a problem has its default, but a {@code paused} that cannot be read
 *      counts as true
 * @param controlAccepted whether the control part had no problem
 * @param problems all problems, sorted
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

    /** A copy that rolls back to a stored revision. */
    public ParsedDocument rollingBackTo(long revision) {
        return new ParsedDocument(
                version, network, apps, appsReadable, control.rolledBackTo(revision), controlAccepted, problems);
    }
}
