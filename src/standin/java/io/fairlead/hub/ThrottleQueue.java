package io.fairlead.hub;

import java.util.OptionalLong;

/**
 * A limit of IoT Hub on one kind of call: a second's worth goes through at once, more waits in a queue, and what does not fit into
 * the queue is refused.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-quotas-throttling#traffic-shaping">Traffic shaping</a>
 */
final class ThrottleQueue {

    private static final long SECOND = 1_000_000_000;

    private final double perSecond;
    private final long longestWait;
    private long free;
    private long calls;
    private long refused;

    /**
     * @param perSecond calls in a second
     * @param longestWait the nanoseconds that a call may wait in the queue
     */
    ThrottleQueue(double perSecond, long longestWait) {
        this.perSecond = perSecond;
        this.longestWait = longestWait;
        this.free = -SECOND;
    }

    /** When a call that arrives now is carried out; empty if it is refused. */
    OptionalLong admit(long now) {
        calls++;
        free = Math.max(free, now - SECOND);
        long at = Math.max(free, now);
        if (at - now > longestWait) {
            refused++;
            return OptionalLong.empty();
        }
        free += (long) (SECOND / perSecond);
        return OptionalLong.of(at);
    }

    long calls() {
        return calls;
    }

    long refused() {
        return refused;
    }
}
