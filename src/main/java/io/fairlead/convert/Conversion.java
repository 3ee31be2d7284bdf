package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kubernetes objects and modules of IoT Edge → desired properties. What these cannot say is never dropped silently: a field
 * is either taken or told, and what the parser of desired properties refuses is taken out again and told with its words.
 */
public final class Conversion {

    private final SortedMap<String, AppDraft> apps = new TreeMap<>();
    private final ModuleApps modules = new ModuleApps(apps);
    private final List<Resource> resources = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();

    private Conversion() {}

    /**
     * Converts the sources as one.
     *
     * @param image the image of create options that stand alone and name none
     * @throws IllegalArgumentException where one is neither YAML nor JSON, holds something else, or lacks an image; the
     *     message begins with its name
     */
    public static Converted convert(List<Source> sources, Optional<String> image) {
        Conversion conversion = new Conversion();
        for (Source source : sources) {
            try {
                conversion.read(source, image);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(source.name() + ": " + wrong.getMessage(), wrong);
            }
        }
        new KubernetesApps(conversion.resources, conversion.apps).read();
        return conversion.converted();
    }

    private void read(Source source, Optional<String> image) {
        List<JsonElement> documents = SourceText.documents(source.text());
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("it holds nothing");
        }
        for (JsonElement document : documents) {
            if (!document.isJsonObject()) {
                throw new IllegalArgumentException("it holds a document that is no object");
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
                .orElseThrow(() -> new IllegalArgumentException("these create options name no image; add --image"));
    }

    private Converted converted() {
        List<Problem> warnings = settle();
        List<Left> all = new ArrayList<>();
        modules.roots().forEach(root -> all.addAll(root.left()));
        resources.forEach(resource -> all.addAll(resource.body().left()));
        all.addAll(left);
        return new Converted(document(), all, warnings);
    }

    private JsonObject document() {
        JsonObject byId = new JsonObject();
        apps.forEach((id, app) -> byId.add(id, app.json()));
        JsonObject document = new JsonObject();
        document.add("schema", new JsonPrimitive(1));
        document.add("apps", byId);
        return document;
    }

    /** Takes out what the parser refuses, one problem after the other, until it refuses nothing; gives its warnings. */
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

    /** Takes out the key of the source that a problem is about, or else its app; not a problem of the whole document. */
    private boolean takeOut(Problem problem) {
        Optional<String> id = apps.keySet().stream()
                .filter(candidate -> (problem.path() + ".").startsWith("apps." + candidate + "."))
                .max(Comparator.comparingInt(String::length));
        AppDraft app = id.isPresent() ? apps.get(id.get()) : null;
        if (app == null) {
            return false;
        }
        String at = "apps." + id.get();
        List<Origin> from = problem.path().equals(at)
                ? List.of()
                : app.remove(problem.path().substring(at.length() + 1));
        if (from.isEmpty()) {
            apps.remove(id.get());
            from = List.of(app.origin());
        }
        from.forEach(origin -> left.add(origin.left(told(problem))));
        return true;
    }

    static String told(Problem problem) {
        return problem.code() + ": " + problem.message();
    }
}
