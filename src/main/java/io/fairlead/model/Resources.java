package io.fairlead.model;

/**
 * What each pod of a tier asks for and is held to.
 *
 * @param cpu the CPU it asks for, at most {@code cpuLimit}
 * @param memory the memory it asks for, at most {@code memoryLimit}
 * @param cpuLimit the most CPU
 * @param memoryLimit the most memory
 * @param gpu how many GPUs it has to itself
 */
public record Resources(Quantity cpu, Quantity memory, Quantity cpuLimit, Quantity memoryLimit, int gpu) {

    /** Where the twin says nothing: small enough for a device, bounded so that no tier starves another. */
    public static final Resources DEFAULT =
            new Resources(Quantity.of("25m"), Quantity.of("64Mi"), Quantity.of("1"), Quantity.of("512Mi"), 0);
}
