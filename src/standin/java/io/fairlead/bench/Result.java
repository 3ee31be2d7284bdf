package io.fairlead.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.RigCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of a run, and the table made of them. */
final class Result {

    static final String FIRST = "first apply, ms";
    static final String AGAIN = "nothing to change, ms";
    static final String CHANGE = "one tier changed, ms";
    static final String LOOK = "others' edits";
    static final String IDLE_MB = "resident, no apps, MB";
    static final String FULL_MB = "resident, all applied, MB";
    static final String END_MB = "resident, at the end, MB";
    static final String PEAK_MB = "resident, peak, MB";
    static final String CPU = "CPU so far, ms";

    private static final List<String> TIMES = List.of(FIRST, AGAIN, CHANGE);
    private static final String US = "Fairlead";

    private final Machine machine;
    private final Map<String, Map<String, Series>> figures = new TreeMap<>();
    private final Map<String, Map<String, String>> calls = new TreeMap<>();
    private JsonObject compared = new JsonObject();

    Result(Machine machine) {
        this.machine = machine;
    }

    void add(String contender, String quantity, double value) {
        figures.computeIfAbsent(quantity, any -> new TreeMap<>())
                .computeIfAbsent(contender, any -> new Series())
                .add(value);
    }

    /** The calls of one turn; those of the last round stand in the table. */
    void calls(String contender, String quantity, List<AuditCall> made) {
        Map<String, Long> counts =
                made.stream().collect(Collectors.groupingBy(Result::kindOf, TreeMap::new, Collectors.counting()));
        String text = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        calls.computeIfAbsent(quantity, any -> new TreeMap<>()).put(contender, text.isEmpty() ? "none" : text);
    }

    private static String kindOf(AuditCall call) {
        if (call.name().equals("fairlead-ledger")) {
            return call.verb() + " ledger";
        }
        return switch (call.resource()) {
            case "deployments", "services" -> call.verb() + " objects";
            default ->
                "other"; // Fairlead asks for version, groups and rights every few seconds, whatever there is to do.
        };
    }

    /** Makes sure that all contenders made the same objects. */
    void check(RigCluster rig, Place place, Apps apps) throws IOException, InterruptedException {
        JsonObject specs = new JsonObject();
        try (ApiCalls api = new ApiCalls(rig.adminKubeconfig())) {
            for (String kind : List.of("Deployment", "Service")) {
                String list = api.get(ApiCalls.collection(kind, place.appsNamespace()));
                JsonArray items = JsonParser.parseString(list).getAsJsonObject().getAsJsonArray("items");
                if (items.size() != apps.count()) {
                    throw new IllegalStateException(items.size() + " of " + apps.count() + " objects " + kind);
                }
                items.forEach(item -> specs.add(kind + name(item), spec(item)));
            }
        }
        if (compared.size() > 0 && !compared.equals(specs)) {
            throw new IllegalStateException("the contenders made different objects: " + compared + " and " + specs);
        }
        compared = specs;
    }

    private static String name(JsonElement item) {
        return item.getAsJsonObject().getAsJsonObject("metadata").get("name").getAsString();
    }

    private static JsonElement spec(JsonElement item) {
        JsonObject spec = item.getAsJsonObject().getAsJsonObject("spec");
        spec.remove("clusterIP");
        spec.remove("clusterIPs");
        JsonObject metadata = item.getAsJsonObject().getAsJsonObject("metadata");
        JsonObject both = new JsonObject();
        both.add("spec", spec);
        both.add("labels", metadata.get("labels"));
        return both;
    }

    String markdown(Apps apps, int rounds, RigCluster rig) {
        List<String> lines = new ArrayList<>();
        lines.add(apps.count() + " apps (" + 2 * apps.count() + " objects), " + rounds + " rounds, Kubernetes "
                + version(rig));
        lines.add("");
        lines.add("Machine: " + machine + "; " + Machine.now().load() + " after it. Median (least–greatest).");
        for (String quantity : TIMES) {
            Map<String, Series> row = figures.getOrDefault(quantity, Map.of());
            lines.addAll(List.of("", "| " + quantity + " | time | Fairlead / it | calls |", "|---|---|---|---|"));
            Contender.NAMES.stream()
                    .filter(row::containsKey)
                    .map(name -> row(quantity, name, row))
                    .forEach(lines::add);
        }
        lines.addAll(List.of("", "Calls when others edit what is not Fairlead's: " + call(LOOK, US) + ".", ""));
        for (String quantity : List.of(IDLE_MB, FULL_MB, END_MB, PEAK_MB)) {
            Series series = figures.getOrDefault(quantity, Map.of()).get(US);
            if (series != null) {
                String value = quantity.equals(PEAK_MB) ? Series.number(series.quantile(1)) : series.text();
                lines.add("- " + quantity + ": " + value);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String row(String quantity, String name, Map<String, Series> row) {
        Series series = row.get(name);
        Series ours = row.get(US);
        String ratio = ours == null || series == null || name.equals(US)
                ? ""
                : String.format(Locale.ROOT, "%.2f", ours.median() / series.median());
        String time = series == null ? "" : series.text();
        return "| " + name + " | " + time + " | " + ratio + " | " + call(quantity, name) + " |";
    }

    private String call(String quantity, String contender) {
        return calls.getOrDefault(quantity, Map.of()).getOrDefault(contender, "");
    }

    private static String version(RigCluster rig) {
        return rig.admin().getKubernetesVersion().getGitVersion();
    }
}
