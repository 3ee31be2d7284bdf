package io.fairlead.fleet.definition;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of a fleet. The document of a site is a deep merge of base, groups and site, with the site's values filled in. */
public final class FleetReader {

    private static final String BASE = "base";
    private static final String GROUPS = "groups/";
    private static final String SITES = "sites/";
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final SortedMap<String, String> files;
    private final List<FleetProblem> problems = new ArrayList<>();
    private final SortedMap<String, JsonObject> layers = new TreeMap<>();

    private FleetReader(SortedMap<String, String> files) {
        this.files = files;
    }

    /**
     * Reads a fleet. Never throws, whatever the texts. The same texts give the same fleet. Sites are filled in parallel.
     *
     * @param files the texts of the folder's files, by path with {@code /} between folders
     */
    public static Fleet read(SortedMap<String, String> files) {
        return new FleetReader(files).read();
    }

    /** Whether a file of this path belongs to the definition of a fleet. */
    public static boolean isPartOf(String name) {
        return name.equals(SettingsReader.FILE)
                || name.equals(SiteTable.CSV)
                || name.equals(SiteTable.YAML)
                || layerOf(name).isPresent();
    }

    /** The layer in a file: {@code base}, {@code groups/GROUP} or {@code sites/SITE}; empty if the file is no layer. */
    private static Optional<String> layerOf(String file) {
        return ENDINGS.stream()
                .filter(file::endsWith)
                .map(ending -> file.substring(0, file.length() - ending.length()))
                .filter(name -> name.equals(BASE)
                        || ((name.startsWith(GROUPS) || name.startsWith(SITES))
                                && name.indexOf('/') == name.lastIndexOf('/')))
                .findFirst();
    }

    private Fleet read() {
        FleetSettings settings = SettingsReader.read(
                object(SettingsReader.FILE).orElseGet(JsonObject::new),
                files.getOrDefault(SettingsReader.FILE, ""),
                problems);
        SiteTable table = table(settings);
        readLayers();
        checkNames(table);
        checkColumns(table);
        Map<List<String>, JsonObject> common = new HashMap<>();
        table.sites().forEach(site -> common.computeIfAbsent(site.groups(), this::common));
        List<Filled> filled = table.sites().parallelStream()
                .map(site -> fill(site, common.getOrDefault(site.groups(), new JsonObject()), table.columns()))
                .toList();
        filled.forEach(one -> problems.addAll(one.problems()));
        return new Fleet(
                settings,
                filled.stream().flatMap(one -> one.document().stream()).toList(),
                problems);
    }

    /** The document of one site, or the problems that prevent it. */
    private record Filled(Optional<SiteDocument> document, List<FleetProblem> problems) {}

    private Filled fill(Site site, JsonObject common, Set<String> columns) {
        JsonObject own = layers.get(SITES + site.name());
        List<FleetProblem> found = new ArrayList<>();
        Optional<JsonObject> desired =
                Template.fill(own == null ? common : Template.merge(common, own), site, columns, found);
        return new Filled(desired.map(whole -> SiteDocument.of(site, whole)), found);
    }

    private JsonObject common(List<String> groups) {
        JsonObject merged = Template.merge(new JsonObject(), layers.getOrDefault(BASE, new JsonObject()));
        for (String group : groups) {
            merged = Template.merge(merged, layers.getOrDefault(GROUPS + group, new JsonObject()));
        }
        return merged;
    }

    private SiteTable table(FleetSettings settings) {
        if (files.containsKey(SiteTable.CSV) && files.containsKey(SiteTable.YAML)) {
            problems.add(new FleetProblem(
                    new Place(SiteTable.YAML, 0), "the sites are in sites.csv too; remove one of the two files"));
        }
        if (files.containsKey(SiteTable.CSV)) {
            return SiteTable.ofCsv(files.getOrDefault(SiteTable.CSV, ""), settings, problems);
        }
        return SiteTable.ofYaml(
                object(SiteTable.YAML).orElseGet(JsonObject::new),
                files.getOrDefault(SiteTable.YAML, ""),
                settings,
                problems);
    }

    private void readLayers() {
        for (String file : files.keySet()) {
            Optional<String> layer = layerOf(file);
            if (layer.isEmpty()) {
                continue;
            }
            object(file).ifPresent(properties -> {
                if (layers.put(layer.get(), properties) != null) {
                    problems.add(new FleetProblem(
                            new Place(file, 0),
                            "there is another file for " + layer.get() + "; remove one of the two"));
                }
            });
        }
    }

    private Optional<JsonObject> object(String file) {
        String text = files.get(file);
        if (text == null) {
            problems.add(new FleetProblem(new Place(file, 0), "no such file in the fleet's folder"));
            return Optional.empty();
        }
        try {
            List<JsonElement> documents = SourceText.documents(file, text);
            if (documents.size() == 1 && documents.get(0).isJsonObject()) {
                return Optional.of(documents.get(0).getAsJsonObject());
            }
            if (!documents.isEmpty()) {
                problems.add(new FleetProblem(new Place(file, 0), "must contain one object"));
            }
        } catch (UnreadableText unreadable) {
            problems.add(new FleetProblem(new Place(file, 0), unreadable.why()));
        }
        return Optional.empty();
    }

    /** Finds groups without a file, and files of unknown sites. */
    private void checkNames(SiteTable table) {
        Set<String> groups = names(GROUPS);
        Set<String> known = new TreeSet<>();
        for (Site site : table.sites()) {
            known.add(site.name());
            for (String group : site.groups()) {
                if (!groups.contains(group)) {
                    problems.add(new FleetProblem(
                            site.place(),
                            "no file groups/" + group + ".yaml for the group '" + group + "'"
                                    + FleetProblem.nearest(group, groups)));
                }
            }
        }
        for (String file : files.keySet()) {
            String layer = layerOf(file).orElse("");
            String name = layer.startsWith(SITES) ? layer.substring(SITES.length()) : "";
            if (!name.isEmpty() && !known.contains(name)) {
                problems.add(new FleetProblem(
                        new Place(file, 0), "no site '" + name + "'" + FleetProblem.nearest(name, known)));
            }
        }
    }

    private Set<String> names(String folder) {
        SortedSet<String> names = new TreeSet<>();
        files.keySet().stream()
                .flatMap(file -> layerOf(file).stream())
                .filter(layer -> layer.startsWith(folder))
                .forEach(layer -> names.add(layer.substring(folder.length())));
        return names;
    }

    /** Finds columns that no file uses, and names in files that are no column. */
    private void checkColumns(SiteTable table) {
        Set<String> used = new TreeSet<>();
        for (String file : files.keySet()) {
            JsonObject layer = layers.getOrDefault(layerOf(file).orElse(""), new JsonObject());
            SortedSet<String> names = new TreeSet<>();
            Template.names(layer, names);
            used.addAll(names);
            for (String name : names) {
                if (!table.columns().contains(name)) {
                    problems.add(new FleetProblem(
                            Place.of(file, files.getOrDefault(file, ""), "${" + name.replace(Template.OPEN, "")),
                            "no column '" + name + "' in " + table.header().file()
                                    + FleetProblem.nearest(name, table.columns())));
                }
            }
        }
        for (String column : table.columns()) {
            if (!used.contains(column)) {
                problems.add(new FleetProblem(
                        table.header(),
                        "no file uses the column '" + column + "'" + FleetProblem.nearest(column, used)
                                + (used.isEmpty() ? "; remove it, or write ${" + column + "} where it belongs" : "")));
            }
        }
    }
}
