package io.fairlead.rollout;

import io.fairlead.fleet.site.SiteTwin;
import java.time.Duration;

/** The answer of IoT Hub to a call. */
public sealed interface Answer {

    /**
     * The call succeeded.
     *
     * @param twin the twin after the call
     */
    record Twin(SiteTwin twin) implements Answer {}

    /** 412: the twin has changed since it was read; this call changed nothing. */
    record Changed() implements Answer {}

    /** 404: the device or module does not exist. */
    record Missing() implements Answer {}

    /**
     * 429: the call was throttled and changed nothing.
     *
     * @param pause how long to wait before the next call
     */
    record Throttled(Duration pause) implements Answer {}

    /**
     * The hub refuses the call, and would refuse it again: for example a missing right or an invalid body.
     *
     * @param why the message of the hub
     */
    record Refused(String why) implements Answer {}

    /**
     * The outcome is unknown: no answer, or an error in the hub.
     *
     * @param why the reason
     */
    record Unknown(String why) implements Answer {}
}
