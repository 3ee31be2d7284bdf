package io.fairlead.fleet.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code fleet.yaml}. A wrong value is replaced by its default, so that all problems are found in one run. */
final class SettingsReader {

    static final String FILE = "fleet.yaml";

    /** The name of the only wave if the file has no {@code waves}. */
    static final String ONLY_WAVE = "all";

    private static final List<String> KEYS =
            List.of("hub", "module", "waves", "halt", "soak", "patience", "rate", "shared");
    private static final List<String> WAVE_KEYS = List.of("name", "soak", "approve", "atOnce");
    private static final List<String> HALT_KEYS = List.of("harm", "after", "unreached");
    private static final List<String> SHARED = List.of("ranges", "addresses", "zones");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:\\d{1,5})?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

    /** Longer than the module's own trial of a changed network part (60 s) and the interval of reports. */
    private static final Duration SOAK = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Below the 50 twin updates a second that one S1 unit allows, so that other clients of the hub are not throttled. */
    private static final double RATE = 45;

    private final String text;
    private final List<FleetProblem> problems;

    private SettingsReader(String text, List<FleetProblem> problems) {
        this.text = text;
        this.problems = problems;
    }

    static FleetSettings read(JsonObject settings, String text, List<FleetProblem> problems) {
        return new SettingsReader(text, problems).read(settings);
    }

    private FleetSettings read(JsonObject settings) {
        known(settings, KEYS, "fleet.yaml");
        Duration soak = duration(settings, "soak").orElse(SOAK);
        String hub = word(settings, "hub").orElse("");
        if (!HOST.matcher(hub).matches()) {
            wrong("hub", "`hub` is the host of IoT Hub's service side, such as contoso.azure-devices.net");
        }
        return new FleetSettings(
                hub,
                word(settings, "module").orElse("fairlead"),
                waves(settings, soak),
                halt(settings),
                duration(settings, "patience").orElse(PATIENCE),
                rate(settings),
                shared(settings));
    }

    private List<Wave> waves(JsonObject settings, Duration soak) {
        if (!settings.has("waves")) {
            return List.of(new Wave(ONLY_WAVE, soak, false, Integer.MAX_VALUE));
        }
        JsonElement list = settings.get("waves");
        if (!list.isJsonArray() || list.getAsJsonArray().isEmpty()) {
            wrong("waves", "`waves` is a list of names, or of objects with a `name`");
            return List.of();
        }
        List<Wave> waves = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonElement item : list.getAsJsonArray()) {
            Wave wave = wave(item, soak);
            if (!names.add(wave.name())) {
                wrong(wave.name(), "the wave '" + wave.name() + "' is there twice; remove one");
            }
            waves.add(wave);
        }
        return waves;
    }

    private Wave wave(JsonElement item, Duration soak) {
        if (item.isJsonPrimitive()) {
            return new Wave(item.getAsString(), soak, false, Integer.MAX_VALUE);
        }
        JsonObject wave = item.isJsonObject() ? item.getAsJsonObject() : new JsonObject();
        known(wave, WAVE_KEYS, "a wave");
        String name = word(wave, "name").orElse("");
        if (name.isEmpty()) {
            wrong("waves", "each wave has a `name`");
        }
        int atOnce = whole(wave, "atOnce").orElse(Integer.MAX_VALUE);
        boolean approve =
                value(wave, "approve", "true or false", SettingsReader::flag).orElse(false);
        return new Wave(name, duration(wave, "soak").orElse(soak), approve, atOnce);
    }

    private Halt halt(JsonObject settings) {
        if (!settings.has("halt")) {
            return Halt.DEFAULT;
        }
        if (!settings.get("halt").isJsonObject()) {
            wrong("halt", "`halt` is an object with `harm`, `after` and `unreached`");
            return Halt.DEFAULT;
        }
        JsonObject halt = settings.getAsJsonObject("halt");
        known(halt, HALT_KEYS, "halt");
        return new Halt(
                limit(halt, "harm").orElse(Halt.DEFAULT.harm()),
                whole(halt, "after").orElse(Halt.DEFAULT.after()),
                limit(halt, "unreached").orElse(Halt.DEFAULT.unreached()));
    }

    private Optional<Limit> limit(JsonObject in, String key) {
        return value(in, key, "a number of sites or a share such as 2%", item -> Limit.parse(item.getAsString()));
    }

    private double rate(JsonObject settings) {
        return value(
                        settings,
                        "rate",
                        "how many twins to change in a second, 0.1 to 5000",
                        item -> Optional.of(item.getAsString())
                                .filter(text -> text.matches("\\d{1,4}(\\.\\d)?"))
                                .map(Double::valueOf)
                                .filter(rate -> rate >= 0.1 && rate <= 5000))
                .orElse(RATE);
    }

    private Set<String> shared(JsonObject settings) {
        Set<String> shared = new TreeSet<>();
        List<String> names = settings.get("shared") instanceof JsonArray list
                ? list.asList().stream().map(SettingsReader::plain).toList()
                : List.of(word(settings, "shared").orElse("").split("[, ]+", -1));
        for (String name : names) {
            if (SHARED.contains(name)) {
                shared.add(name);
            } else if (!name.isEmpty()) {
                wrong("shared", "sites cannot have '" + name + "' in common" + FleetProblem.nearest(name, SHARED));
            }
        }
        return shared;
    }

    private static String plain(JsonElement item) {
        return item.isJsonPrimitive() ? item.getAsString() : item.toString();
    }

    private Optional<Duration> duration(JsonObject in, String key) {
        return value(in, key, "a time such as 90s, 10m or 2h", item -> {
            Matcher time = DURATION.matcher(item.getAsString());
            return time.matches()
                    ? Optional.of(
                            Duration.parse("PT" + time.group(1) + time.group(2).toUpperCase(Locale.ROOT)))
                    : Optional.empty();
        });
    }

    private Optional<Integer> whole(JsonObject in, String key) {
        return value(
                in,
                key,
                "a whole number from 1",
                item -> item.getAsString().matches("[1-9]\\d{0,6}")
                        ? Optional.of(Integer.valueOf(item.getAsString()))
                        : Optional.empty());
    }

    private Optional<String> word(JsonObject in, String key) {
        return value(in, key, "a text", item -> Optional.of(item.getAsString().strip()));
    }

    private static Optional<Boolean> flag(JsonPrimitive item) {
        return item.isBoolean() ? Optional.of(item.getAsBoolean()) : Optional.empty();
    }

    private <T> Optional<T> value(
            JsonObject in, String key, String kind, Function<JsonPrimitive, Optional<? extends T>> read) {
        JsonElement item = in.get(key);
        if (item == null || item.isJsonNull()) {
            return Optional.empty();
        }
        Optional<T> value =
                item.isJsonPrimitive() ? read.apply(item.getAsJsonPrimitive()).map(any -> any) : Optional.empty();
        if (value.isEmpty()) {
            wrong(key, "`" + key + "` is " + kind);
        }
        return value;
    }

    private void known(JsonObject object, List<String> keys, String where) {
        for (String key : object.keySet()) {
            if (!keys.contains(key)) {
                wrong(key, "no key '" + key + "' in " + where + FleetProblem.nearest(key, keys));
            }
        }
    }

    private void wrong(String near, String message) {
        problems.add(new FleetProblem(Place.of(FILE, text, near), message));
    }
}
