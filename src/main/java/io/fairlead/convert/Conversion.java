package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Converts Kubernetes objects and IoT Edge modules to desired properties. Nothing is dropped silently: each field is either
 * carried over or reported. What the parser of desired properties refuses is removed again and reported with the parser's
 * message.
 */
public final class Conversion {

    private final SortedMap<String, AppDraft> apps = new TreeMap<>();
    private final ModuleApps modules = new ModuleApps(apps);
    private final List<Resource> resources = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    private Conversion() {}

    /**
     * Converts all sources together. A source that cannot be parsed, has other content, or lacks an image is reported and
     * does not affect the others.
     *
     * @param image the image for create options that stand alone and name none
     */
    public static Converted convert(List<Source> sources, Optional<String> image) {
        Conversion conversion = new Conversion();
        for (Source source : sources) {
            try {
                conversion.read(source, image);
            } catch (UnreadableText wrong) {
                conversion.unreadable.add(source.name() + ": " + wrong.why());
            }
        }
        new KubernetesApps(conversion.lastOfEach(), conversion.apps).read();
        return conversion.converted();
    }

    /** The last of several objects with the same kind and name, as if they were applied one after the other. */
    private List<Resource> lastOfEach() {
        Map<String, Resource> byId = new LinkedHashMap<>();
        for (Resource resource : resources) {
            Resource before = byId.remove(resource.id());
            if (before != null) {
                before.body().noteWhole("it is defined again below, and the last definition applies");
            }
            byId.put(resource.id(), resource);
        }
        return List.copyOf(byId.values());
    }

    private void read(Source source, Optional<String> image) {
        List<JsonElement> documents = SourceText.documents(source.name(), source.text());
        if (documents.isEmpty()) {
            throw new UnreadableText("it is empty");
        }
        for (JsonElement document : documents) {
            if (!document.isJsonObject()) {
                throw new UnreadableText("it contains a document that is no object");
            }
            JsonObject object = document.getAsJsonObject();
            Optional<JsonObject> manifest = ModuleApps.modulesContent(object);
            if (manifest.isPresent()) {
                modules.manifest(manifest.get());
            } else if (ModuleApps.isOptions(object) && !object.has("kind")) {
                modules.options(source.name(), object, image(object, image));
            } else {
                resources.addAll(Resource.in(object));
            }
        }
    }

    private static String image(JsonObject options, Optional<String> image) {
        return Optional.ofNullable(options.get("Image"))
                .filter(Taken::isText)
                .map(JsonElement::getAsString)
                .or(() -> image)
                .orElseThrow(() -> new UnreadableText("these create options name no image; add --image"));
    }

    private Converted converted() {
        List<Problem> warnings = settle();
        List<Taken> roots = new ArrayList<>(modules.roots());
        resources.forEach(resource -> roots.add(resource.body()));
        List<Left> all = new ArrayList<>();
        List<Left> notes = new ArrayList<>();
        for (Taken root : roots) {
            all.addAll(root.left());
            notes.addAll(root.notes());
        }
        all.addAll(left);
        return new Converted(document(), all, notes, warnings, unreadable);
    }

    private JsonObject document() {
        return document(apps);
    }

    private static JsonObject document(Map<String, AppDraft> apps) {
        JsonObject byId = new JsonObject();
        apps.forEach((id, app) -> byId.add(id, app.json()));
        JsonObject document = new JsonObject();
        document.add("schema", new JsonPrimitive(1));
        document.add("apps", byId);
        return document;
    }

    /** Removes what the parser refuses, one problem after the other, until it refuses nothing. Returns the warnings. */
    private List<Problem> settle() {
        while (true) {
            List<Problem> problems = DesiredParser.parse(1, document()).problems();
            Optional<Problem> error = problems.stream()
                    .filter(problem -> !problem.code().isWarning())
                    .findFirst();
            if (error.isEmpty()) {
                return problems;
            }
            if (!takeOut(error.get())) {
                left.add(new Left("the desired properties", "", told(error.get())));
                return List.of();
            }
        }
    }

    /** Removes the key that a problem is about, or else its app. Returns false for a problem of the whole document. */
    private boolean takeOut(Problem problem) {
        Optional<String> id = apps.keySet().stream()
                .filter(candidate -> Path.app(candidate).holds(problem.path()))
                .max(Comparator.comparingInt(String::length));
        AppDraft app = id.isPresent() ? apps.get(id.get()) : null;
        if (app == null) {
            return false;
        }
        String at = Path.app(id.get()).text();
        if (problem.path().equals(at + ".ports") && takeOutPort(id.get(), app, problem)) {
            return true;
        }
        List<Origin> from = problem.path().equals(at)
                ? List.of()
                : app.remove(problem.path().substring(at.length() + 1));
        if (from.isEmpty()) {
            apps.remove(id.get());
            from = List.of(app.origin());
        }
        from.forEach(origin -> left.add(origin.left(told(problem))));
        takeOutReferences(app, problem.path().substring(at.length()));
        return true;
    }

    /**
     * Removes the last of several ports whose removal solves the problem, so that one bad entry does not remove the others.
     */
    private boolean takeOutPort(String id, AppDraft app, Problem problem) {
        for (int i = app.portCount() - 1; i >= 0 && app.portCount() > 1; i--) {
            Map<String, AppDraft> without = new TreeMap<>(apps);
            without.put(id, app.withoutPort(i));
            if (!DesiredParser.parse(1, document(without)).problems().contains(problem)) {
                left.add(app.removePort(i).left(told(problem)));
                return true;
            }
        }
        return false;
    }

    /** Removes values that refer to a removed variable, because they would change. */
    private void takeOutReferences(AppDraft app, String path) {
        String name = path.replaceFirst("^\\.(env|secretEnv)\\.", "");
        if (name.equals(path) || app.has("env", name) || app.has("secretEnv", name)) {
            return;
        }
        app.removeReferences(name).forEach(origin -> left.add(origin.left("it needs " + name + ", which is left out")));
    }

    static String told(Problem problem) {
        return problem.code() + ": " + problem.message();
    }
}
