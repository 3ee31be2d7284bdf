package io.fairlead.standin.hub;

import java.time.Duration;

/** What can be made to go wrong between a back end and the hub, beside refusals. Setters take effect at once. */
public final class ServiceFaults {
    private final Countdown lost = new Countdown();
    private volatile Duration queryLag = Duration.ZERO;
    private double writesPerSecond = Double.MAX_VALUE;
    private double writes;
    private long filled = System.nanoTime();

    /** The next requests are carried out, and their connections end without an answer. */
    public void loseAnswers(int times) {
        lost.set(times);
    }

    /** What queries say is up to this old; IoT Hub's may be half an hour old. */
    public void queryLag(Duration lag) {
        queryLag = lag;
    }

    /** How many twins back ends may change in a second: 50 with one unit of S1, which is more than a test sends. */
    public synchronized void limitWrites(double perSecond) {
        writesPerSecond = perSecond;
        writes = perSecond;
    }

    void clear() {
        loseAnswers(0);
        queryLag(Duration.ZERO);
        limitWrites(Double.MAX_VALUE);
    }

    boolean takeLostAnswer() {
        return lost.take();
    }

    Duration queryLag() {
        return queryLag;
    }

    /** Whether one more write is within the throttle, which lets a second's worth through at once. */
    synchronized boolean takeWrite() {
        long now = System.nanoTime();
        writes = Math.min(writesPerSecond, writes + (now - filled) / 1e9 * writesPerSecond);
        filled = now;
        boolean within = writes >= 1;
        writes -= within ? 1 : 0;
        return within;
    }
}
