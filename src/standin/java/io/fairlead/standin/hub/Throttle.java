package io.fairlead.standin.hub;

/** A token bucket, which lets a second's worth through at once. */
final class Throttle {
    private double perSecond = Double.MAX_VALUE;
    private double tokens = Double.MAX_VALUE;
    private long filled = System.nanoTime();

    synchronized void set(double rate) {
        perSecond = rate;
        tokens = rate;
    }

    /** Whether one more operation is within the rate. */
    synchronized boolean take() {
        long now = System.nanoTime();
        tokens = Math.min(perSecond, tokens + (now - filled) / 1e9 * perSecond);
        filled = now;
        boolean within = tokens >= 1;
        tokens -= within ? 1 : 0;
        return within;
    }
}
