package io.fairlead.hub;

import java.time.Duration;

/**
 * How often and how long.
 *
 * @param connectTimeout how long making a client, opening it and subscribing may take together; longer than the SDK's own
 *     limit of a minute, so that this one is only for what never ends
 * @param keepAlive the MQTT keep-alive: a dead link is noticed within about two of them
 * @param answerTimeout after which a request counts as not answered
 * @param reread how often the whole twin is read again
 * @param check how soon the whole twin is read after a merged patch or a report whose fate was unknown
 * @param retry the first delay after a twin that could not be read or was no news, doubled each time
 * @param reportGap the least time between two reported patches
 * @param backoff the first delay after a connection that failed, doubled each time
 * @param backoffLimit the longest delay of any retry
 * @param tokenLifetime how long an access token is valid; the connection is renewed after four fifths of it
 * @param jitter the share by which repeated times vary, 0 to 1
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

    /** What suits a device; IoT Edge's own tokens live for an hour. */
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

    /** The same with another interval of re-reading. */
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

    /** The same with another least time between reports. */
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

    /** The same with another delay of second looks. */
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
