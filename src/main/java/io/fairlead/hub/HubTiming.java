package io.fairlead.hub;

import java.time.Duration;

/**
 * Intervals and time limits of the connection.
 *
 * @param connectTimeout the limit for creating a client, opening it and subscribing together. It is longer than the SDK's own
 *     limit of a minute, so it ends only attempts that would never end
 * @param keepAlive the MQTT keep-alive; a dead connection is detected within about two of them
 * @param answerTimeout the time after which a request counts as unanswered
 * @param reread the interval at which the whole twin is read again
 * @param check the delay until the whole twin is read after a merged patch, or after a report with an unknown result
 * @param retry the first delay after a twin could not be read or had no version, doubled each time
 * @param reportGap the minimum time between two reported patches
 * @param backoff the first delay after a failed connection, doubled each time
 * @param backoffLimit the maximum delay of any retry
 * @param tokenLifetime the lifetime of an access token; the connection is renewed after four fifths of it
 * @param jitter the share by which repeated times vary, from 0 to 1
 */
public record HubTiming(
        Duration connectTimeout,
        Duration keepAlive,
        Duration answerTimeout,
        Duration reread,
        Duration check,
        Duration retry,
        Duration reportGap,
        Duration backoff,
        Duration backoffLimit,
        Duration tokenLifetime,
        double jitter) {

    /** Values for a device. IoT Edge's own tokens are valid for an hour. */
    public static final HubTiming DEFAULTS = new HubTiming(
            Duration.ofSeconds(75),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            0.2);

    /** A copy with another interval at which the twin is read again. */
    public HubTiming withReread(Duration interval) {
        return new HubTiming(
                connectTimeout,
                keepAlive,
                answerTimeout,
                interval,
                check,
                retry,
                reportGap,
                backoff,
                backoffLimit,
                tokenLifetime,
                jitter);
    }

    /** A copy with another minimum time between reports. */
    public HubTiming withReportGap(Duration gap) {
        return new HubTiming(
                connectTimeout,
                keepAlive,
                answerTimeout,
                reread,
                check,
                retry,
                gap,
                backoff,
                backoffLimit,
                tokenLifetime,
                jitter);
    }

    /** A copy with another delay of checks. */
    public HubTiming withCheck(Duration delay) {
        return new HubTiming(
                connectTimeout,
                keepAlive,
                answerTimeout,
                reread,
                delay,
                retry,
                reportGap,
                backoff,
                backoffLimit,
                tokenLifetime,
                jitter);
    }
}
