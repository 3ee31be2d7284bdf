package io.fairlead.hub;

import java.time.Duration;

/**
 * The published limits of one IoT Hub, in calls a second.
 *
 * @param name its tier and units
 * @param connects new connections
 * @param reads twin reads
 * @param updates twin updates
 * @param sends messages
 * @param queue how long a call above the limit waits before calls are refused; not published
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-quotas-throttling">Quotas and throttling</a>
 */
public record HubThrottles(String name, double connects, double reads, double updates, double sends, Duration queue) {

    /** Units of S1. */
    public static HubThrottles s1(int units) {
        double sends = Math.max(100, 12 * units);
        return new HubThrottles("S1, " + units, sends, 100, 50, sends, Duration.ZERO);
    }

    /** Units of S2. */
    public static HubThrottles s2(int units) {
        return new HubThrottles(
                "S2, " + units,
                120 * units,
                Math.max(100, 10 * units),
                Math.max(50, 5 * units),
                120 * units,
                Duration.ZERO);
    }

    /** Units of S3. */
    public static HubThrottles s3(int units) {
        return new HubThrottles("S3, " + units, 6000 * units, 500 * units, 250 * units, 6000 * units, Duration.ZERO);
    }

    /** A hub with a queue. */
    public HubThrottles queueing(Duration longest) {
        return new HubThrottles(name, connects, reads, updates, sends, longest);
    }

    /** A hub with a part of each limit, for fewer modules. */
    public HubThrottles dividedBy(int share) {
        return new HubThrottles(name, connects / share, reads / share, updates / share, sends / share, queue);
    }
}
