package io.fairlead.standin.cluster;

import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import io.fairlead.standin.cluster.objects.Selector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request for a resource, taken apart.
 *
 * @param verb the API's verb: get, list, watch, create, update, patch, delete, deletecollection
 * @param key kind, namespace and name; the name is empty for collections
 * @param subresource empty or its name
 * @param query the query parameters
 * @param contentType the body's type
 * @param body the body
 */
record ApiRequest(
        String verb, ObjectKey key, String subresource, Map<String, String> query, String contentType, String body) {
    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern AMPERSAND = Pattern.compile("&");
    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** Takes a request apart; empty where its path names no resource that is served. */
    static Optional<ApiRequest> parse(String method, URI uri, String contentType, String body) {
        List<String> path = new ArrayList<>(SLASH.splitAsStream(uri.getPath())
                .filter(part -> !part.isEmpty())
                .toList());
        boolean core = !path.isEmpty() && path.getFirst().equals("api");
        int prefix = core ? 2 : 3;
        if (path.size() <= prefix || !(core || path.getFirst().equals("apis"))) {
            return Optional.empty();
        }
        String group = core ? "" : path.get(1);
        String version = path.get(prefix - 1);
        List<String> rest = path.subList(prefix, path.size());
        String namespace = "";
        if (rest.size() > 2 && rest.getFirst().equals("namespaces") && !OF_NAMESPACES.contains(rest.get(2))) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        Optional<ResourceKind> kind = Catalog.find(group, version, rest.getFirst());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String subresource = rest.size() > 2 ? rest.get(2) : "";
        Map<String, String> query = query(uri);
        ObjectKey key = new ObjectKey(kind.get(), namespace, name);
        return Optional.of(new ApiRequest(verb(method, name, query), key, subresource, query, contentType, body));
    }

    private static String verb(String method, String name, Map<String, String> query) {
        boolean watch = query.getOrDefault("watch", "").matches("true|1");
        return switch (method) {
            case "GET" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> throw ApiFailure.methodNotAllowed();
        };
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            AMPERSAND.splitAsStream(raw).forEach(pair -> {
                int equals = pair.indexOf('=');
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            });
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** What a list or watch asks for; a watch of one object by its path selects its name. */
    Selector selector() {
        String fields = parameter("fieldSelector");
        String named = key.name().isEmpty() ? fields : "metadata.name=" + key.name();
        return Selector.parse(key.namespace(), parameter("labelSelector"), named);
    }
}
