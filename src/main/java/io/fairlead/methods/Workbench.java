package io.fairlead.methods;

import io.fairlead.model.ObjectRef;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** The operations of direct methods in the cluster that no plan contains. Each call has a time limit. */
public interface Workbench {

    /** Restarts the pods of a Deployment, as {@code kubectl rollout restart} does. */
    void restart(ObjectRef deployment, Instant at) throws IOException;

    /**
     * The newest lines of a pod's log, the oldest first, each after its time in RFC 3339, within {@code bytes}. A line whose
     * start is missing is left out.
     *
     * @param container the container
     * @param tail the most lines
     * @param since the earliest time
     */
    String log(ObjectRef pod, String container, long tail, Optional<Instant> since, int bytes) throws IOException;

    /** The values of a Secret by key, as text; empty if the Secret does not exist. */
    SortedMap<String, String> secret(String namespace, String name) throws IOException;

    /** The API server denied the request for lack of a right. */
    final class Denied extends IOException {
        private static final long serialVersionUID = 1;

        public Denied(String message) {
            super(message);
        }
    }
}
