package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.CreateOptions;
import io.fairlead.model.TierOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Converts IoT Edge modules to apps: those of a deployment manifest, or create options alone.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-edge/module-composition">How to compose a deployment manifest</a>
 */
final class ModuleApps {

    private static final String ONLY_OPTIONS =
            "no other key of a tier can express it; give the tier the whole create options as `createOptions` instead";

    private static final String LAYERED = "properties.desired.modules.";

    /** Keys that identify create options that stand alone. */
    private static final Set<String> OPTIONS = Set.of(
            "Cmd",
            "Entrypoint",
            "Env",
            "ExposedPorts",
            "HostConfig",
            "Hostname",
            "Image",
            "Labels",
            "NetworkingConfig",
            "User",
            "Volumes",
            "WorkingDir",
            "k8s-experimental");

    /** Placeholders that the tools of IoT Edge fill in. */
    private static final Pattern TEMPLATE = Pattern.compile("\\$\\{[^}]+}");

    private final SortedMap<String, AppDraft> apps;
    private final List<Taken> roots = new ArrayList<>();
    private final Map<String, JsonElement> credentials = new LinkedHashMap<>();

    ModuleApps(SortedMap<String, AppDraft> apps) {
        this.apps = apps;
    }

    /** The sources whose remaining fields are reported once the apps are final. */
    List<Taken> roots() {
        credentials.forEach(this::credentials);
        credentials.clear();
        return roots;
    }

    static boolean isOptions(JsonObject document) {
        return document.keySet().stream().anyMatch(OPTIONS::contains);
    }

    /** The content of a deployment manifest; empty if the document is none. */
    static Optional<JsonObject> modulesContent(JsonObject document) {
        return child(document, "modulesContent")
                .or(() -> child(document, "content").flatMap(content -> child(content, "modulesContent")));
    }

    /** Reads create options alone. */
    void options(String file, JsonObject options, String image) {
        Taken root = root(file, new JsonObject());
        AppDraft app = new AppDraft(root.origin());
        String name = file.replaceFirst(".*/", "").replaceFirst("\\.[^.]*$", "");
        if (add(name.equals("-") ? "app" : id(name), app, root)) {
            JsonObject tier = new JsonObject();
            tier.addProperty("image", image);
            tier.add(CreateOptions.KEY, options);
            read(tier, app, root, CreateOptions.KEY + ".");
        }
    }

    /** Reads the modules of a manifest, without IoT Edge's own. */
    void manifest(JsonObject modulesContent) {
        modulesContent.asMap().forEach((name, content) -> {
            if (name.equals("$edgeAgent")) {
                child(modulesContent, name).ifPresent(this::agent);
            } else if (!name.startsWith("$") && content.isJsonObject()) {
                Taken twin = root("module " + name, content.getAsJsonObject());
                twin.leave("properties.desired", "an app has no module twin");
            }
        });
    }

    /** A layered deployment names a module in a dotted key. */
    private void agent(JsonObject agent) {
        Optional<JsonObject> desired = child(agent, "properties.desired");
        desired.flatMap(all -> child(all, "modules"))
                .ifPresent(modules -> modules.asMap().forEach(this::module));
        desired.flatMap(all -> child(all, "runtime"))
                .flatMap(runtime -> child(runtime, "settings"))
                .flatMap(settings -> child(settings, "registryCredentials"))
                .ifPresent(given -> given.asMap().forEach(credentials::put));
        agent.asMap().forEach((key, module) -> {
            if (key.startsWith(LAYERED)) {
                module(key.substring(LAYERED.length()), module);
            }
        });
    }

    /** IoT Edge has one login for all modules; an app names a Secret of its namespace. */
    private void credentials(String name, JsonElement given) {
        String registry = Optional.of(given)
                .filter(JsonElement::isJsonObject)
                .map(object -> object.getAsJsonObject().get("address"))
                .filter(Taken::isText)
                .map(JsonElement::getAsString)
                .orElse("");
        List<String> users = apps.entrySet().stream()
                .filter(app -> app.getValue().image().startsWith(registry + "/"))
                .map(Map.Entry::getKey)
                .toList();
        if (!users.isEmpty() && !registry.isEmpty()) {
            root("$edgeAgent", new JsonObject())
                    .tell(
                            "runtime.settings.registryCredentials." + name,
                            "images of " + registry
                                    + " need a Secret of type kubernetes.io/dockerconfigjson in the namespace;"
                                    + " name it in `pullSecret` of " + String.join(", ", users));
        }
    }

    private void module(String name, JsonElement given) {
        Taken module = root("module " + name, given.isJsonObject() ? given.getAsJsonObject() : new JsonObject());
        Object written = module.mapOf("settings").get("image");
        if (written != null && TEMPLATE.matcher(written.toString()).find()) {
            module.leaveWhole(
                    "its image " + written + " is to be filled in when the solution is built; convert the manifest"
                            + " that the build makes of this template");
            return;
        }
        AppDraft app = new AppDraft(module.origin());
        if (!add(id(name), app, module)) {
            return;
        }
        module.skip("version");
        module.expect("type", "docker");
        module.expect("restartPolicy", "always");
        module.expect("imagePullPolicy", "on-create");
        Taken settings = module.object("settings");
        JsonObject tier = new JsonObject();
        settings.text("image").ifPresent(image -> tier.addProperty("image", image));
        options(settings).ifPresent(options -> tier.add(CreateOptions.KEY, options));
        read(tier, app, settings, "");
        if (module.text("status").filter("stopped"::equals).isPresent()) {
            app.put(module.origin("status"), new JsonPrimitive(0), "replicas");
        }
        env(module.object("env"), app);
    }

    /** The create options, which a manifest splits into strings of 512 bytes: createOptions, createOptions01 and so on. */
    private static Optional<JsonElement> options(Taken settings) {
        Optional<JsonElement> whole = settings.any(CreateOptions.KEY);
        StringBuilder joined = new StringBuilder(
                whole.filter(Taken::isText).map(JsonElement::getAsString).orElse(""));
        for (int i = 1; i <= 7; i++) {
            settings.text(CreateOptions.KEY + "0" + i).ifPresent(joined::append);
        }
        return joined.isEmpty() ? whole : Optional.of(new JsonPrimitive(joined.toString()));
    }

    private static void env(Taken env, AppDraft app) {
        for (String name : env.keys()) {
            Taken variable = env.object(name);
            String called = name.replace(":", "__");
            Optional<String> value = variable.scalar("value");
            if (value.isPresent() && app.has("env", called)) {
                env.note(name, "the create options set it too, and IoT Edge uses theirs");
            } else {
                value.ifPresent(text -> app.put(variable.origin("value"), CreateOptions.literal(text), "env", called));
            }
        }
    }

    /** Copies the keys of a tier into an app. Problems are reported under {@code at}, without the prefix {@code cut}. */
    private static void read(JsonObject tier, AppDraft app, Taken at, String cut) {
        CreateOptions.Expanded expanded = CreateOptions.expand("", tier);
        expanded.problems().forEach(problem -> {
            String field = cut(problem.path(), cut);
            if (problem.code().isWarning()) {
                at.note(field, Conversion.told(problem));
            } else {
                at.tell(field, Conversion.told(problem));
            }
        });
        expanded.tier().asMap().forEach((key, value) -> {
            if (value.isJsonObject()) {
                value.getAsJsonObject()
                        .asMap()
                        .forEach((inner, text) ->
                                app.put(origin(at, cut, expanded.origins(), key, key + "." + inner), text, key, inner));
            } else {
                app.put(origin(at, cut, expanded.origins(), key, key), value, key);
            }
        });
        if (new JsonPrimitive("internal").equals(expanded.tier().get("expose"))) {
            app.put(at.origin(cut("createOptions.ExposedPorts", cut)), new JsonPrimitive(false), "isolate");
        }
        TierOptions only = expanded.options();
        only.workingDir().ifPresent(folder -> at.tell(cut("createOptions.WorkingDir", cut), ONLY_OPTIONS));
        only.annotations().keySet().forEach(key -> at.tell(cut("createOptions.Labels." + key, cut), ONLY_OPTIONS));
        if (only.recreate()) {
            at.tell(cut("createOptions.k8s-experimental.strategy", cut), ONLY_OPTIONS);
        }
    }

    private static Origin origin(Taken at, String cut, Map<String, String> origins, String key, String path) {
        return at.origin(cut(Optional.ofNullable(origins.get(path)).orElse(origins.getOrDefault(key, key)), cut));
    }

    private static String cut(String path, String beginning) {
        return path.startsWith(beginning) ? path.substring(beginning.length()) : path;
    }

    private boolean add(String id, AppDraft app, Taken root) {
        if (apps.putIfAbsent(id, app) == null) {
            return true;
        }
        root.leaveWhole("an app named " + id + " exists already");
        return false;
    }

    private Taken root(String object, JsonObject body) {
        Taken root = Taken.from(object, body);
        roots.add(root);
        return root;
    }

    /** The name that IoT Edge gives the module's Service. */
    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9]", "").replaceAll("^-+|-+$", "");
    }

    private static Optional<JsonObject> child(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonObject() ? Optional.of(found.getAsJsonObject()) : Optional.empty();
    }
}
