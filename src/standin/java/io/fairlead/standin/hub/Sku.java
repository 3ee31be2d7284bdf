package io.fairlead.standin.hub;

/**
 * The throttles of a hub's twin operations by its SKU.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-quotas-throttling">Quotas and throttling</a>
 */
public enum Sku {
    S1(100, 0, 50, 0),
    S2(100, 10, 50, 5),
    S3(0, 500, 0, 250);

    private final int leastReads;
    private final int readsPerUnit;
    private final int leastWrites;
    private final int writesPerUnit;

    Sku(int leastReads, int readsPerUnit, int leastWrites, int writesPerUnit) {
        this.leastReads = leastReads;
        this.readsPerUnit = readsPerUnit;
        this.leastWrites = leastWrites;
        this.writesPerUnit = writesPerUnit;
    }

    /** How many twins back ends may read in a second. */
    int reads(int units) {
        return Math.max(leastReads, readsPerUnit * units);
    }

    /** How many twins back ends may change in a second. */
    int writes(int units) {
        return Math.max(leastWrites, writesPerUnit * units);
    }
}
