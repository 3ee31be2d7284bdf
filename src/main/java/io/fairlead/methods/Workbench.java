package io.fairlead.methods;

import io.fairlead.model.ObjectRef;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** What direct methods do in the cluster, which no plan does. Each call is bounded in time. */
public interface Workbench {

    /** Lets a Deployment start its pods anew, as {@code kubectl rollout restart} does. */
    void restart(ObjectRef deployment, Instant at) throws IOException;

    /**
     * The newest lines of a pod's log, the oldest first, each with its time as RFC 3339 before it; not more than {@code bytes} of
     * them. A line of which only the end is known is left out.
     *
     * @param container the container
     * @param tail how many lines at most
     * @param since from when on
     */
    String log(ObjectRef pod, String container, long tail, Optional<Instant> since, int bytes) throws IOException;

    /** The values in a Secret by key, as text; empty where there is none. */
    SortedMap<String, String> secret(String namespace, String name) throws IOException;

    /** The API server says that the module may not do this. */
    final class Denied extends IOException {
        private static final long serialVersionUID = 1;

        public Denied(String message) {
            super(message);
        }
    }
}
