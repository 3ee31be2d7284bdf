package io.fairlead.rollout;

import io.fairlead.fleet.site.SiteTwin;
import java.time.Duration;

/** What IoT Hub's service side said to a call. */
public sealed interface Answer {

    /**
     * Done; the twin as it is now.
     *
     * @param twin the twin
     */
    record Twin(SiteTwin twin) implements Answer {}

    /** 412: the twin is not any more as it was read; nothing was changed. */
    record Changed() implements Answer {}

    /** 404: there is no such device or module. */
    record Missing() implements Answer {}

    /**
     * 429: too many calls; nothing was changed.
     *
     * @param pause how long to send nothing
     */
    record Throttled(Duration pause) implements Answer {}

    /**
     * The hub refuses it and will again: a right that is missing, a body that it does not take.
     *
     * @param why its words
     */
    record Refused(String why) implements Answer {}

    /**
     * It is not known whether it was done: no answer, or a failure of the hub's.
     *
     * @param why what happened
     */
    record Unknown(String why) implements Answer {}
}
