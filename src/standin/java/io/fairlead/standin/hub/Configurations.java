package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Automatic module configurations: what they set in the twins that their conditions select, and take away again from one that
 * is not selected any more. IoT Hub looks after each change and every five minutes.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-automatic-device-management">Automatic device
 *     management</a>
 */
final class Configurations {

    private static final Pattern ID = Pattern.compile("[-a-z0-9:+%_*!']{1,128}");
    private static final Pattern TARGET =
            Pattern.compile("(?i)\\s*from\\s+devices\\.modules\\s+where\\s+(.+)", Pattern.DOTALL);
    private static final int MOST = 100;
    private static final int MOST_METRICS = 5;

    private final TwinStore cloud;
    private final TwinQuery query;
    private final Map<String, JsonObject> all = new TreeMap<>();
    private final Map<ModuleId, Set<String>> written = new HashMap<>();

    Configurations(TwinStore cloud, TwinQuery query) {
        this.cloud = cloud;
        this.query = query;
    }

    /** PUT: creates one, or changes all but the content of one that is there. */
    synchronized JsonObject put(String id, JsonObject body, @Nullable String ifMatch) {
        JsonObject before = all.get(id);
        if (before != null && ifMatch == null) {
            throw new HubRefusal(409, 409001, "ConfigurationAlreadyExists", "A configuration " + id + " exists");
        }
        if (before != null && !before.get("content").equals(body.get("content"))) {
            throw HubRefusal.invalid("The content of a configuration cannot be changed");
        }
        if (before == null && all.size() == MOST) {
            throw new HubRefusal(403, 403001, "IotHubQuotaExceeded", "There are " + MOST + " configurations");
        }
        check(id, body);
        all.put(id, body);
        evaluate();
        return get(id);
    }

    private void check(String id, JsonObject body) {
        boolean fits = ID.matcher(id).matches()
                && body.has("id")
                && id.equals(body.get("id").getAsString());
        if (!fits) {
            throw HubRefusal.invalid("The id of a configuration has up to 128 lower-case characters");
        }
        TwinCondition unused = target(body);
        Set<String> paths = content(body).keySet();
        if (paths.isEmpty() || !paths.stream().allMatch(path -> path.startsWith(TwinPath.DESIRED + "."))) {
            throw HubRefusal.invalid("moduleContent has paths below " + TwinPath.DESIRED);
        }
        if (metrics(body).size() > MOST_METRICS) {
            throw HubRefusal.invalid("A configuration has up to " + MOST_METRICS + " metrics");
        }
        metrics(body).asMap().values().forEach(text -> query.count(text.getAsString()));
    }

    /** GET: with the number of rows that each metric has now. */
    synchronized JsonObject get(String id) {
        JsonObject found = find(id).deepCopy();
        JsonObject results = new JsonObject();
        metrics(found).asMap().forEach((name, text) -> results.addProperty(name, query.count(text.getAsString())));
        if (found.has("metrics")) {
            found.getAsJsonObject("metrics").add("results", results);
        }
        found.addProperty("etag", "MQ==");
        return found;
    }

    /** DELETE. */
    synchronized void delete(String id) {
        JsonObject unused = find(id);
        all.remove(id);
        evaluate();
    }

    private JsonObject find(String id) {
        JsonObject found = all.get(id);
        if (found == null) {
            throw new HubRefusal(404, 404007, "ConfigurationNotFound", "No configuration " + id);
        }
        return found;
    }

    /** Writes what the configurations say over what the twins say. */
    synchronized void evaluate() {
        List<JsonObject> ascending = all.values().stream()
                .sorted(Comparator.comparingInt(one -> one.get("priority").getAsInt()))
                .toList();
        Map<ModuleId, JsonObject> twins = new HashMap<>();
        cloud.all(twin -> twins.put(twin.id, twin.forService(false)));
        twins.forEach((id, twin) -> write(
                id, ascending.stream().filter(one -> target(one).matches(twin)).toList()));
    }

    private void write(ModuleId id, List<JsonObject> effective) {
        JsonObject before = cloud.read(id, module -> module.desired.properties());
        JsonObject after = before.deepCopy();
        written.getOrDefault(id, Set.of()).forEach(path -> TwinPath.set(after, path, JsonNull.INSTANCE));
        Set<String> paths = new HashSet<>();
        for (JsonObject configuration : effective) {
            for (Map.Entry<String, JsonElement> entry : content(configuration).entrySet()) {
                String path = TwinPath.below(entry.getKey());
                paths.add(path);
                TwinPath.set(after, path, entry.getValue().deepCopy());
            }
        }
        written.put(id, paths);
        if (!after.equals(before)) {
            cloud.patch(id, HubTwin.desiredBody(MergePatch.difference(before, after)), null);
        }
    }

    private static TwinCondition target(JsonObject configuration) {
        String text = configuration.has("targetCondition")
                ? configuration.get("targetCondition").getAsString()
                : "";
        Matcher condition = TARGET.matcher(text);
        if (!condition.matches()) {
            throw HubRefusal.invalid("The condition does not begin with 'from devices.modules where': " + text);
        }
        return TwinCondition.of(condition.group(1));
    }

    private static JsonObject content(JsonObject configuration) {
        return inner(inner(configuration, "content"), "moduleContent");
    }

    private static JsonObject metrics(JsonObject configuration) {
        return inner(inner(configuration, "metrics"), "queries");
    }

    private static JsonObject inner(JsonObject object, String key) {
        return object.has(key) && object.get(key).isJsonObject() ? object.getAsJsonObject(key) : new JsonObject();
    }
}
