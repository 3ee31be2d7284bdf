package io.fairlead.fleet.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code fleet.yaml} says.
 *
 * @param hub the host of IoT Hub's service side, with a port where it is not 443
 * @param module the module's id, the same at every site
 * @param waves the waves in their order
 * @param halt when a rollout stops
 * @param patience how long after a change a site that does not answer counts as unreached
 * @param rate the most twins changed in a second
 * @param shared what sites may have in common: {@code ranges}, {@code addresses}, {@code zones}
 */
public record FleetSettings(
        String hub, String module, List<Wave> waves, Halt halt, Duration patience, double rate, Set<String> shared) {

    /** Copies the collections. */
    public FleetSettings {
        waves = List.copyOf(waves);
        shared = Set.copyOf(shared);
    }

    /** The wave of a name. */
    public Optional<Wave> wave(String name) {
        return waves.stream().filter(wave -> wave.name().equals(name)).findFirst();
    }
}
