package io.fairlead.fleet.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings in {@code fleet.yaml}.
 *
 * @param hub the host of IoT Hub's service API, with a port if it is not 443
 * @param module the module id, the same at every site
 * @param waves the waves, in their order
 * @param halt when a rollout halts
 * @param patience how long to wait for the answer of a site before it counts as unreached
 * @param rate the most twins to change in a second
 * @param shared what sites may share: {@code ranges}, {@code addresses}, {@code zones}
 */
public record FleetSettings(
        String hub, String module, List<Wave> waves, Halt halt, Duration patience, double rate, Set<String> shared) {

    /** Copies the collections. */
    public FleetSettings {
        waves = List.copyOf(waves);
        shared = Set.copyOf(shared);
    }

    /** The wave of this name; empty if there is none. */
    public Optional<Wave> wave(String name) {
        return waves.stream().filter(wave -> wave.name().equals(name)).findFirst();
    }
}
