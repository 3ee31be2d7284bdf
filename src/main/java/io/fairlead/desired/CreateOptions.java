package io.fairlead.desired;

import static io.fairlead.desired.Problems.entry;
import static io.fairlead.desired.Problems.in;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.model.TierOptions;
import io.fairlead.text.JsonText;
import io.fairlead.text.UnreadableText;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Replaces container create options, as IoT Edge accepts them, by the other keys of a tier. So the same code checks and
 * applies both.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-edge/how-to-use-create-options">Container create options for IoT Edge
 *     modules</a>
 * @see <a href="https://github.com/Azure/iotedge/blob/release/1.1-k8s-preview/kubernetes/doc/create-options.md">Kubernetes
 *     extensions of create options</a>
 */
public final class CreateOptions {

    /** The key of a tier that holds them. */
    public static final String KEY = "createOptions";

    /** The keys of a tier that create options replace. */
    private static final List<String> REPLACED = List.of("expose", "ports", "env", "command", "args");

    private static final String GPU = "nvidia.com/gpu";

    /**
     * A tier without create options.
     *
     * @param tier the tier's other keys
     * @param options the settings that no other key of a tier can express
     * @param problems the problems of the create options
     * @param origins for the path of each key that came from create options, its path in them
     */
    public record Expanded(
            JsonObject tier, TierOptions options, List<Problem> problems, SortedMap<String, String> origins) {

        /** Copies the collections. */
        public Expanded {
            problems = List.copyOf(problems);
            origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
        }
    }

    private final String path;
    private final JsonObject tier;
    private final Problems problems = new Problems();
    private final SortedMap<String, String> origins = new TreeMap<>();
    private final SortedMap<String, String> annotations = new TreeMap<>();
    private Optional<String> workingDir = Optional.empty();
    private boolean recreate;

    private CreateOptions(String path, JsonObject tier) {
        this.path = path;
        this.tier = tier.deepCopy();
    }

    /**
     * The tier at {@code path} with its create options replaced; unchanged if it has none. Never throws, whatever the JSON.
     *
     * @param path the tier's path in the document
     * @param tier the tier as in the document
     */
    public static Expanded expand(String path, JsonObject tier) {
        CreateOptions options = new CreateOptions(path, tier);
        options.expand();
        TierOptions rest = new TierOptions(options.workingDir, options.annotations, options.recreate);
        return new Expanded(options.tier, rest, options.problems.all(), options.origins);
    }

    /** The text that Kubernetes expands to {@code value}. Docker does not expand {@code $(NAME)}, but Kubernetes does. */
    public static String literal(String value) {
        return value.replaceAll("\\$(?=[$(])", "\\$\\$");
    }

    private static JsonArray literal(JsonArray words) {
        JsonArray literal = new JsonArray();
        words.forEach(word -> literal.add(literal(word.getAsString())));
        return literal;
    }

    private void expand() {
        JsonElement given = tier.get(KEY);
        if (given == null) {
            return;
        }
        Optional<JsonObject> object = object(given);
        if (object.isEmpty()) {
            return; // The shape check has reported it.
        }
        for (String key : REPLACED) {
            if (tier.remove(key) != null) {
                problems.add(
                        in(path, key),
                        Code.UnsupportedSetting,
                        "`" + key + "` conflicts with `createOptions`, which replaces it; keep one of them.");
            }
        }
        tier.remove(KEY);
        OptionObject options = new OptionObject(in(path, KEY), object.get(), problems);
        container(options);
        Optional<OptionObject> host = options.object("HostConfig");
        Optional<OptionObject> kubernetes = options.object("k8s-experimental");
        new OptionPorts(this::put)
                .read(options, host, kubernetes.flatMap(extension -> extension.object("serviceOptions")));
        host.ifPresent(CreateOptions::host);
        kubernetes.ifPresent(this::kubernetes);
        options.expectUsualNetworks("NetworkingConfig");
        options.end();
        REPLACED.forEach(key -> origins.putIfAbsent(in(path, key), in(path, KEY)));
    }

    private Optional<JsonObject> object(JsonElement given) {
        if (given.isJsonObject()) {
            return Optional.of(given.getAsJsonObject());
        }
        if (!given.isJsonPrimitive() || !given.getAsJsonPrimitive().isString()) {
            return Optional.empty();
        }
        tier.remove(KEY);
        return Optional.of(parsed(given.getAsString()));
    }

    private JsonObject parsed(String text) {
        String why = "";
        try {
            JsonElement parsed = text.isBlank() ? JsonNull.INSTANCE : JsonText.parse(text);
            if (parsed.isJsonNull()) {
                return new JsonObject();
            }
            if (parsed.isJsonObject()) {
                return parsed.getAsJsonObject();
            }
        } catch (UnreadableText broken) {
            why = " (" + broken.why() + ")";
        }
        problems.add(
                in(path, KEY),
                Code.WrongType,
                "The string holds no JSON object" + why + "; paste the create options whole.");
        return new JsonObject();
    }

    private void container(OptionObject options) {
        options.take("Image")
                .filter(image -> !image.equals(tier.get("image")))
                .ifPresent(other -> options.problem(
                        "Image",
                        Code.UnsupportedSetting,
                        "It is not the tier's `image`, which is what runs; leave it out."));
        options.words("Env").ifPresent(entries -> env(options.at("Env"), entries));
        options.words("Entrypoint").ifPresent(words -> put("command", literal(words), options.at("Entrypoint")));
        options.words("Cmd").ifPresent(words -> put("args", literal(words), options.at("Cmd")));
        workingDir = options.text("WorkingDir");
        workingDir
                .filter(folder -> !folder.startsWith("/"))
                .ifPresent(relative -> options.problem(
                        "WorkingDir", Code.UnsupportedSetting, "It is not an absolute path; begin it with a slash."));
        options.map("Labels").forEach((key, value) -> label(options.at("Labels"), key, value));
    }

    /** A key with a prefix may be an annotation that Kubernetes or Calico acts on, for example an address for the pod. */
    private void label(String at, String key, String value) {
        if (key.contains("/")) {
            problems.add(
                    in(at, key),
                    Code.ForbiddenSetting,
                    "As an annotation a key with a slash may be an order to the cluster; name it without one.");
        } else if (!NameRule.ANNOTATION.allows(key)) {
            problems.add(
                    in(at, key),
                    Code.BadName,
                    "A label becomes an annotation; name it with " + NameRule.ANNOTATION.told() + ".");
        } else {
            annotations.put(key, value);
        }
    }

    /** The device does not allow a colon in a name, and IoT Edge's own modules read two underscores as a colon. */
    private void env(String at, JsonArray entries) {
        JsonObject env = new JsonObject();
        for (int i = 0; i < entries.size(); i++) {
            String[] parts = entries.get(i).getAsString().split("=", 2);
            String name = parts[0].replace(":", "__");
            if (parts.length < 2) {
                problems.add(
                        entry(at, i),
                        Code.UnsupportedSetting,
                        "It has no value, and a device gives none of its own; write NAME=value.");
            } else {
                if (env.has(name)) {
                    problems.add(
                            entry(at, i), Code.UnsupportedSetting, "`" + name + "` is in the list twice; keep one.");
                }
                env.addProperty(name, literal(parts[1]));
                origins.put(in(in(path, "env"), name), entry(at, i));
            }
        }
        put("env", env, at);
    }

    private static void host(OptionObject host) {
        host.expect("NetworkMode", "default", "bridge", "azure-iot-edge");
        host.expect("IpcMode", "private", "shareable");
        host.expect("Runtime", "runc");
        host.expect("CgroupnsMode", "private");
        host.expect("SecurityOpt", "no-new-privileges", "no-new-privileges:true");
        host.object("RestartPolicy").ifPresent(policy -> {
            policy.expect("Name", "always", "unless-stopped");
            policy.end();
        });
        host.end();
    }

    private void kubernetes(OptionObject kubernetes) {
        String selectorAt = kubernetes.at("nodeSelector");
        String selector = kubernetes.map("nodeSelector").entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        if (!selector.isEmpty()) {
            put("nodeSelector", new JsonPrimitive(selector), selectorAt);
        }
        kubernetes.object("resources").ifPresent(resources -> {
            resources(kubernetes.at("resources"), resources);
            resources.end();
        });
        kubernetes.object("strategy").ifPresent(strategy -> {
            recreate = strategy.is("type", "Recreate");
            strategy.expect("type", "Recreate", "RollingUpdate");
            strategy.end();
        });
        kubernetes.end();
    }

    private void resources(String at, OptionObject given) {
        JsonObject resources = new JsonObject();
        Optional<OptionObject> requests = given.object("requests");
        Optional<OptionObject> limits = given.object("limits");
        for (String what : List.of("cpu", "memory")) {
            Optional<String> limit = limits.flatMap(object -> object.quantity(what));
            Optional<String> request = requests.flatMap(object -> object.quantity(what));
            limit.ifPresent(value -> resources.addProperty(what + "Limit", value));
            // If only the limit is given, Kubernetes uses it as the request too.
            request.or(() -> limit).ifPresent(value -> resources.addProperty(what, value));
            origins.put(in(path, "resources." + what + "Limit"), in(at, "limits." + what));
            origins.put(in(path, "resources." + what), in(at, (request.isPresent() ? "requests." : "limits.") + what));
        }
        limits.ifPresent(object -> object.quantity(GPU).ifPresent(count -> {
            gpu(resources, object, count);
            requests.ifPresent(asked -> asked.expect(GPU, count));
        }));
        requests.ifPresent(object -> object.end());
        limits.ifPresent(object -> object.end());
        put("resources", resources, at);
    }

    private static void gpu(JsonObject resources, OptionObject limits, String count) {
        if (count.matches("\\d{1,2}")) {
            resources.add("gpu", new JsonPrimitive(Integer.valueOf(count)));
        } else {
            limits.problem(GPU, Code.BadQuantity, "It is no whole number of GPUs; give one, such as 1.");
        }
    }

    /** Sets a key of the tier. If the tier already has the key, its value stays and a problem is added. */
    private void put(String key, JsonElement value, String from) {
        if (tier.has(key)) {
            problems.add(from, Code.UnsupportedSetting, "The tier's `" + key + "` sets it too; keep one of them.");
            return;
        }
        tier.add(key, value);
        origins.put(in(path, key), from);
    }
}
