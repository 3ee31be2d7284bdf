package io.fairlead.standin.cluster;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests for resources that the module's user made, in order of their arrival. */
public final class RequestLog {
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * One request.
     *
     * @param verb get, list, watch, create, update, patch, delete, deletecollection
     * @param resource plural and group, such as {@code deployments.apps}
     * @param namespace the namespace; empty for all or none
     * @param name the name; empty for collections
     */
    public record Request(String verb, String resource, String namespace, String name) {
        boolean isWrite() {
            return WRITES.contains(verb);
        }
    }

    void add(Request request) {
        requests.add(request);
    }

    /** All requests since the last {@link #clear()}. */
    public List<Request> all() {
        return List.copyOf(requests);
    }

    /** How many requests with a verb a resource had. */
    public long count(String verb, String resource) {
        return requests.stream()
                .filter(request -> request.verb.equals(verb) && request.resource.equals(resource))
                .count();
    }

    /** The requests that were neither watch nor answered without asking for a resource. */
    public List<Request> calls() {
        return requests.stream()
                .filter(request -> !request.verb.equals("watch"))
                .toList();
    }

    /** The requests that change something. */
    public List<Request> writes() {
        return requests.stream().filter(Request::isWrite).toList();
    }

    /** The watches that were opened. */
    public List<Request> watches() {
        return requests.stream().filter(request -> request.verb.equals("watch")).toList();
    }

    /** Forgets what was counted. */
    public void clear() {
        requests.clear();
    }
}
