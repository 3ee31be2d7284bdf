package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A page of a list. Where the real one shows all pages as they were at the first, the later ones here are as of now, under the
 * version of the first: a watch from there tells the rest.
 *
 * @param items the objects
 * @param metadata the list's
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks">Chunks</a>
 */
record Page(List<JsonObject> items, JsonObject metadata) {

    /** @param all what is selected, in the order of namespace and name */
    static Page of(List<JsonObject> all, ApiRequest request, long revision) {
        String limit = request.parameter("limit");
        String[] token = token(request.parameter("continue"));
        List<JsonObject> rest = all.stream()
                .filter(object -> token.length < 2 || place(object).compareTo(token[1]) > 0)
                .toList();
        int most = limit.isEmpty() || limit.equals("0") ? rest.size() : Integer.parseInt(limit);
        List<JsonObject> items = rest.subList(0, Math.min(most, rest.size()));
        JsonObject metadata = new JsonObject();
        String version = token.length < 2 ? Long.toString(revision) : token[0];
        metadata.addProperty("resourceVersion", version);
        if (items.size() < rest.size()) {
            String next = version + " " + place(items.getLast());
            metadata.addProperty("continue", Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        }
        return new Page(items, metadata);
    }

    private static String[] token(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest("continue key is not valid: " + e.getMessage());
        }
    }

    private static String place(JsonObject object) {
        return Json.text(object, "metadata", "namespace") + '\0' + Json.text(object, "metadata", "name");
    }
}
