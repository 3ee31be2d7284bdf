package io.fairlead.cli.fleet;

import com.google.gson.JsonObject;
import io.fairlead.cli.FileFault;
import io.fairlead.desired.TwinLimits;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.change.ChangeGroup;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetProblem;
import io.fairlead.fleet.definition.SiteDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead fleet render}: the document of each site. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = {
            "Renders the desired properties of each site: base, groups and site are merged, and the values of the site filled in.",
            "Without a site it lists all, one on each line: site, digest, bytes. The same files always give the same bytes.",
            "Standard error has the problems of the files, one on each line: file: line: message.",
            "Exit status: 0 if there is no problem, 1 if there are problems, 2 if it cannot be run, 3 if --diff finds changes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  fairlead fleet render oslo", "  fairlead fleet render --diff HEAD~1"})
final class RenderCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(arity = "0..*", paramLabel = "SITE", description = "Prints the documents of these sites only.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Writes each document to DIR/SITE.json.")
    private @Nullable Path out;

    @Option(
            names = "--diff",
            paramLabel = "REV",
            description = "Prints the changes since this git revision, grouped by sites with equal changes.")
    private @Nullable String diff;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            int status = fleet.problems().isEmpty() ? 0 : FleetOptions.PROBLEMS;
            SortedMap<String, SiteDocument> documents = byName(fleet);
            for (String site : sites) {
                if (!documents.containsKey(site)) {
                    return options.refuse(
                            "no document for a site '" + site + "'" + FleetProblem.nearest(site, documents.keySet()));
                }
            }
            documents.keySet().removeIf(name -> !sites.isEmpty() && !sites.contains(name));
            int printed = diff != null ? difference(documents, diff) : print(documents);
            return status == 0 ? printed : status;
        });
    }

    private int print(SortedMap<String, SiteDocument> documents) {
        if (out != null) {
            write(out, documents);
        } else if (!sites.isEmpty()) {
            documents.values().forEach(document -> options.printText(document.text()));
        } else {
            documents.forEach((name, document) ->
                    options.print(name + " " + document.digest() + " " + TwinLimits.bytes(document.desired())));
        }
        return 0;
    }

    private void write(Path folder, SortedMap<String, SiteDocument> documents) {
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw FileFault.unwritable(folder, unwritable);
        }
        int written = 0;
        for (Map.Entry<String, SiteDocument> entry : documents.entrySet()) {
            Path file = folder.resolve(entry.getKey() + ".json");
            String text = entry.getValue().text();
            if (!has(file, text)) {
                options.write(file, text);
                written++;
            }
        }
        options.print(documents.size() + " documents in " + folder + ", " + written + " of them changed");
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).equals(text);
        } catch (IOException unreadable) {
            throw FileFault.unreadable(file, unreadable);
        }
    }

    private int difference(SortedMap<String, SiteDocument> now, String revision) {
        SortedMap<String, SiteDocument> then =
                byName(options.read(options.folder().filesAt(revision)));
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(now.keySet());
        then.keySet().stream()
                .filter(name -> sites.isEmpty() || sites.contains(name))
                .forEach(names::add);
        for (String name : names) {
            changes.put(name, Change.between(desired(then.get(name)), desired(now.get(name))));
        }
        List<ChangeGroup> groups = ChangeGroup.of(changes);
        groups.forEach(group -> group.lines().forEach(line -> options.print(line)));
        return groups.isEmpty() ? 0 : FleetOptions.CHANGES;
    }

    private static JsonObject desired(@Nullable SiteDocument document) {
        return document == null ? new JsonObject() : document.desired();
    }

    private static SortedMap<String, SiteDocument> byName(Fleet fleet) {
        return fleet.documents().stream()
                .collect(Collectors.toMap(
                        document -> document.site().name(), Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
