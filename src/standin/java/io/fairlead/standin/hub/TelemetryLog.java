package io.fairlead.standin.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages modules sent, in the order they arrived. */
final class TelemetryLog {
    private final Map<ModuleId, List<Telemetry>> messages = new HashMap<>();

    synchronized void add(ModuleId id, Telemetry message) {
        messages.computeIfAbsent(id, any -> new ArrayList<>()).add(message);
    }

    synchronized List<Telemetry> of(ModuleId id) {
        return List.copyOf(messages.getOrDefault(id, List.of()));
    }
}
