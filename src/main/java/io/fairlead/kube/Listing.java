package io.fairlead.kube;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Lists the objects of one watch page by page, and reads each object from the answer as it arrives.
 *
 * @see
 *     <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks">Chunks</a>
 */
final class Listing {

    /** The objects per page. etcd limits an object to 1.5 MiB, so a page can be read in time over a slow link too. */
    private static final int PAGE = 100;

    private final Watched watched;
    private final ApiClient api;
    private final ObjectStore store;
    private final ObjectBudget budget;
    private long all;
    private long more;

    Listing(Watched watched, ApiClient api, ObjectStore store, ObjectBudget budget) {
        this.watched = watched;
        this.api = api;
        this.store = store;
        this.budget = budget;
    }

    /** Fills {@code objects}. Returns the resource version of the list, which is the same for all pages. */
    String all(List<LiveObject> objects) throws IOException {
        Sieve sieve = Sieve.object(watched.kind());
        String version = "";
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Fields metadata = api.read(
                    watched.listPath(PAGE, next.get()),
                    body -> new TreeReader(body)
                            .items(
                                    sieve,
                                    json -> objects.add(
                                            taken(LiveObjects.of(watched.apiVersion(), watched.kind(), json)))));
            version = metadata.text("resourceVersion").orElse("");
            next = metadata.text("continue").filter(token -> !token.isEmpty());
        }
        return version;
    }

    @SuppressWarnings("ReferenceEquality") // Identity, not equality: only another instance takes more memory.
    private LiveObject taken(LiveObject object) throws TooLargeException {
        LiveObject kept = store.known(object);
        long bytes = Footprint.of(kept);
        all += bytes;
        more += kept == object ? bytes : 0;
        if (!budget.allows(all, more)) {
            throw tooMuch(watched, budget);
        }
        return kept;
    }

    static TooLargeException tooMuch(Watched watched, ObjectBudget budget) {
        return new TooLargeException("all " + watched + " together take more memory than the " + budget.half()
                + " that the module has for them");
    }
}
