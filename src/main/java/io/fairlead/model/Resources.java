package io.fairlead.model;

/**
 * The resource requests and limits of each pod of a tier.
 *
 * @param cpu the CPU request, at most {@code cpuLimit}
 * @param memory the memory request, at most {@code memoryLimit}
 * @param cpuLimit the CPU limit
 * @param memoryLimit the memory limit
 * @param gpu the number of GPUs, which it does not share
 */
public record Resources(Quantity cpu, Quantity memory, Quantity cpuLimit, Quantity memoryLimit, int gpu) {

    /** The resources if the twin sets none: small enough for a device, limited so that no tier starves another. */
    public static final Resources DEFAULT =
            new Resources(Quantity.of("25m"), Quantity.of("64Mi"), Quantity.of("1"), Quantity.of("512Mi"), 0);
}
