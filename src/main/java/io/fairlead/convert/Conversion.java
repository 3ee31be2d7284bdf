package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kubernetes objects → desired properties. What these cannot say is never dropped silently: a field
 * is either taken or told, and what the parser of desired properties refuses is taken out again and told with its words.
 */
public final class Conversion {

    private final SortedMap<String, AppDraft> apps;
    private final List<Left> left = new ArrayList<>();

    private Conversion(SortedMap<String, AppDraft> apps) {
        this.apps = new TreeMap<>(apps);
    }

    /**
     * Converts the sources as one.
     *
     * @throws IllegalArgumentException where one is no YAML or holds no objects of Kubernetes; the message begins with its
     *     name
     */
    public static Converted convert(List<Source> sources) {
        List<Resource> resources = new ArrayList<>();
        for (Source source : sources) {
            resources.addAll(resources(source));
        }
        Conversion conversion = new Conversion(KubernetesApps.of(resources));
        List<Problem> warnings = conversion.settle();
        List<Left> left = new ArrayList<>();
        resources.forEach(resource -> left.addAll(resource.body().left()));
        left.addAll(conversion.left);
        return new Converted(conversion.document(), left, warnings);
    }

    private static List<Resource> resources(Source source) {
        try {
            List<Resource> resources = new ArrayList<>();
            for (JsonElement document : YamlText.documents(source.text())) {
                resources.addAll(Resource.in(document));
            }
            if (resources.isEmpty()) {
                throw new IllegalArgumentException("it holds nothing");
            }
            return resources;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(source.name() + ": " + wrong.getMessage(), wrong);
        }
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
        String[] path = problem.path().split("\\.", 3);
        AppDraft app = path.length > 1 && path[0].equals("apps") ? apps.get(path[1]) : null;
        if (app == null) {
            return false;
        }
        List<Origin> from = path.length > 2 ? app.remove(path[2]) : List.of();
        if (from.isEmpty()) {
            apps.remove(path[1]);
            from = List.of(app.origin());
        }
        from.forEach(origin -> left.add(origin.left(told(problem))));
        return true;
    }

    private static String told(Problem problem) {
        return problem.code() + ": " + problem.message();
    }
}
