package io.fairlead.fleet.definition;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of sites: {@code sites.csv}, or {@code sites.yaml} with an object for each site.
 *
 * @param sites the sites, sorted by name
 * @param columns the columns whose values fill in documents
 * @param header the place of the column names
 */
record SiteTable(List<Site> sites, Set<String> columns, Place header) {

    static final String CSV = "sites.csv";
    static final String YAML = "sites.yaml";

    private static final Set<String> OWN = Set.of("site", "device", "groups", "wave");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9._]{0,126}[A-Za-z0-9])?");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][-A-Za-z0-9_]*");

    /** The device ids that IoT Hub accepts. */
    private static final Pattern DEVICE = Pattern.compile("[-A-Za-z0-9:.+%_#*?!(),=@$']{1,128}");

    SiteTable {
        sites = List.copyOf(sites);
        columns = Set.copyOf(columns);
    }

    /** An unchecked row. */
    private record Raw(String name, Map<String, JsonElement> cells, Place place) {
        String text(String column) {
            JsonElement cell = cells.getOrDefault(column, JsonNull.INSTANCE);
            return cell.isJsonPrimitive() ? cell.getAsString().strip() : "";
        }
    }

    static SiteTable ofCsv(String text, FleetSettings settings, List<FleetProblem> problems) {
        List<CsvText.Row> rows = CsvText.rows(text);
        List<String> header = rows.isEmpty() ? List.of() : rows.get(0).cells();
        Place place = new Place(CSV, rows.isEmpty() ? 0 : rows.get(0).line());
        if (!header.contains("site")) {
            problems.add(new FleetProblem(place, "the first line names the columns, one of them `site`"));
            return new SiteTable(List.of(), Set.of(), place);
        }
        Set<String> columns = columns(header, place, problems);
        List<Raw> raw = new ArrayList<>();
        for (CsvText.Row row : rows.subList(1, rows.size())) {
            Place here = new Place(CSV, row.line());
            if (!row.closed()) {
                problems.add(
                        new FleetProblem(here, "a quote does not end, or text follows one; write \"a, \"\"b\"\"\""));
            } else if (row.cells().size() > header.size()) {
                problems.add(new FleetProblem(
                        here,
                        row.cells().size() + " values for " + header.size()
                                + " columns; put quotes around a value with a comma"));
            } else {
                Map<String, JsonElement> cells = new LinkedHashMap<>();
                for (int i = 0; i < row.cells().size(); i++) {
                    cells.put(header.get(i), new JsonPrimitive(row.cells().get(i)));
                }
                Raw read = new Raw("", cells, here);
                raw.add(new Raw(read.text("site"), cells, here));
            }
        }
        return new SiteTable(sites(raw, settings, problems), columns, place);
    }

    static SiteTable ofYaml(JsonObject table, String text, FleetSettings settings, List<FleetProblem> problems) {
        Set<String> names = new TreeSet<>();
        List<Raw> raw = new ArrayList<>();
        Map<String, Integer> lines = keyLines(text);
        table.asMap().forEach((name, row) -> {
            Place here = new Place(YAML, lines.getOrDefault(name, 0));
            if (row.isJsonObject()) {
                names.addAll(row.getAsJsonObject().keySet());
                raw.add(new Raw(name, row.getAsJsonObject().asMap(), here));
            } else {
                problems.add(new FleetProblem(here, "the site '" + name + "' is an object with its values"));
            }
        });
        Place header = new Place(YAML, 0);
        return new SiteTable(sites(raw, settings, problems), columns(List.copyOf(names), header, problems), header);
    }

    /** The first line of each key that begins a line, from 1. */
    private static Map<String, Integer> keyLines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.putIfAbsent(line.substring(0, colon).replaceAll("[\\s{\"']", ""), number);
            }
        }
        return lines;
    }

    private static Set<String> columns(List<String> names, Place place, List<FleetProblem> problems) {
        Set<String> columns = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                problems.add(new FleetProblem(place, "the column '" + name + "' is there twice; remove one"));
            } else if (!COLUMN.matcher(name).matches()) {
                problems.add(new FleetProblem(
                        place, "'" + name + "' is no name of a column; use letters, digits, - and _, a letter first"));
            } else if (!OWN.contains(name)) {
                columns.add(name);
            }
        }
        return columns;
    }

    private static List<Site> sites(List<Raw> rows, FleetSettings settings, List<FleetProblem> problems) {
        Map<String, Place> names = new HashMap<>();
        Map<String, Place> devices = new HashMap<>();
        SortedMap<String, Site> sites = new TreeMap<>();
        for (Raw row : rows) {
            Site site = site(row, settings, problems);
            boolean isName = NAME.matcher(site.name()).matches();
            if (!isName) {
                problems.add(new FleetProblem(
                        row.place(), "'" + site.name() + "' is no name of a site; use letters, digits, -, . and _"));
            }
            if (!DEVICE.matcher(site.device()).matches()) {
                problems.add(new FleetProblem(row.place(), "IoT Hub takes no device id '" + site.device() + "'"));
            }
            twice(names.putIfAbsent(site.name(), row.place()), "the site '" + site.name(), row.place(), problems);
            twice(
                    devices.putIfAbsent(site.device(), row.place()),
                    "the device '" + site.device(),
                    row.place(),
                    problems);
            if (isName) { // Names become paths of files.
                sites.put(site.name(), site);
            }
        }
        return List.copyOf(sites.values());
    }

    private static void twice(@Nullable Place first, String what, Place here, List<FleetProblem> problems) {
        if (first != null) {
            problems.add(new FleetProblem(here, what + "' is already in " + first + "; remove one of the two"));
        }
    }

    private static Site site(Raw row, FleetSettings settings, List<FleetProblem> problems) {
        List<String> waves = settings.waves().stream().map(Wave::name).toList();
        String last = waves.isEmpty() ? "" : waves.get(waves.size() - 1);
        String wave = row.text("wave").isEmpty() ? last : row.text("wave");
        if (!waves.contains(wave) && !waves.isEmpty()) {
            problems.add(new FleetProblem(
                    row.place(), "no wave '" + wave + "' in fleet.yaml" + FleetProblem.nearest(wave, waves)));
        }
        SortedMap<String, JsonPrimitive> values = new TreeMap<>();
        row.cells().forEach((column, cell) -> {
            if (OWN.contains(column) || cell.isJsonNull()) {
                return;
            }
            if (!cell.isJsonPrimitive()) {
                problems.add(new FleetProblem(
                        row.place(), "the value of '" + column + "' is a text, a number, true or false"));
            } else if (!cell.getAsString().isEmpty()) {
                values.put(column, cell.getAsJsonPrimitive());
            }
        });
        String device = row.text("device").isEmpty() ? row.name() : row.text("device");
        return new Site(row.name(), device, groups(row), wave, values, row.place());
    }

    /** The groups of a row: a list, or names that are separated by blanks, commas or semicolons. */
    private static List<String> groups(Raw row) {
        JsonElement cell = row.cells().getOrDefault("groups", JsonNull.INSTANCE);
        if (cell.isJsonArray()) {
            return cell.getAsJsonArray().asList().stream()
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString)
                    .toList();
        }
        return Arrays.stream(row.text("groups").split("[;, ]+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
