package io.fairlead.standin.hub;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The modules that are connected now, at most one connection each. */
final class LiveModules {
    private final Map<ModuleId, ModuleLine> lines = new ConcurrentHashMap<>();

    /** Makes a line the module's one line; an older one is cut, as MQTT demands of a second client with the same id. */
    void add(ModuleId id, ModuleLine line) {
        ModuleLine older = lines.put(id, line);
        if (older != null) {
            older.cut();
        }
    }

    void remove(ModuleId id, ModuleLine line) {
        lines.remove(id, line);
    }

    Optional<ModuleLine> find(ModuleId id) {
        return Optional.ofNullable(lines.get(id));
    }
}
