package io.fairlead.loop;

import io.fairlead.methods.Workbench;
import io.fairlead.model.ObjectRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster's side that notes what it is asked. */
final class FakeWorkbench implements Workbench {
    final List<ObjectRef> restarted = new ArrayList<>();
    final Map<String, String> logs = new TreeMap<>();
    final Map<String, SortedMap<String, String>> secrets = new TreeMap<>();
    Optional<Instant> since = Optional.empty();
    boolean denied;

    @Override
    public void restart(ObjectRef deployment, Instant at) {
        restarted.add(deployment);
    }

    @Override
    public String log(ObjectRef pod, String container, long tail, Optional<Instant> from, int bytes)
            throws IOException {
        since = from;
        String log = logs.get(pod.name());
        if (log == null) {
            throw new IOException("container is waiting to start");
        }
        return log;
    }

    @Override
    public SortedMap<String, String> secret(String namespace, String name) throws IOException {
        if (denied) {
            throw new Denied("secrets \"" + name + "\" is forbidden");
        }
        return secrets.getOrDefault(name, new TreeMap<>());
    }
}
