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

/** Reads the files of a fleet and makes the document of each site: deep merge of base, groups and site, then its values. */
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
     * The fleet. Never throws, whatever the texts; the same texts give the same fleet.
     *
     * @param files the texts of the folder's files by name, with {@code /} between folders
     */
    public static Fleet read(SortedMap<String, String> files) {
        return new FleetReader(files).read();
    }

    /** Whether a file of this name is one of the definition's. */
    public static boolean isPartOf(String name) {
        return name.equals(SettingsReader.FILE)
                || name.equals(SiteTable.CSV)
                || name.equals(SiteTable.YAML)
                || layerOf(name).isPresent();
    }

    /** The layer that a file holds: {@code base}, {@code groups/g} or {@code sites/s}. */
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
        List<SiteDocument> documents = new ArrayList<>();
        Map<List<String>, JsonObject> merged = new HashMap<>();
        for (Site site : table.sites()) {
            JsonObject common = merged.computeIfAbsent(site.groups(), this::common);
            JsonObject whole = Template.merge(common, layers.getOrDefault(SITES + site.name(), new JsonObject()));
            Template.fill(whole, site, table.columns(), problems)
                    .ifPresent(filled -> documents.add(SiteDocument.of(site, filled)));
        }
        return new Fleet(settings, documents, problems);
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
            problems.add(new FleetProblem(new Place(SiteTable.YAML, 0), "the sites are in sites.csv too; remove one"));
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
                            new Place(file, 0), "there is another file for " + layer.get() + "; remove one"));
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
                problems.add(new FleetProblem(new Place(file, 0), "it has to hold one object"));
            }
        } catch (UnreadableText unreadable) {
            problems.add(new FleetProblem(new Place(file, 0), unreadable.why()));
        }
        return Optional.empty();
    }

    /** Every group of a site has a file, and every file of a site has its site. */
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

    /** A column that no file names is a mistake, as is a name that no column has. */
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
