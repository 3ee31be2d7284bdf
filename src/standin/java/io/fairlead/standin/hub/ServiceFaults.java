package io.fairlead.standin.hub;

import io.fairlead.hub.HubThrottles;
import java.time.Duration;

/** What can be made to go wrong between a back end and the hub, beside refusals. Setters take effect at once. */
public final class ServiceFaults {
    private final Countdown lost = new Countdown();
    private final Throttle reads = new Throttle();
    private final Throttle writes = new Throttle();
    private volatile Duration queryLag = Duration.ZERO;
    private volatile boolean errorsInBody;

    /** The next requests are carried out, and their connections end without an answer. */
    public void loseAnswers(int times) {
        lost.set(times);
    }

    /** What queries say is up to this old; IoT Hub's may be half an hour old. */
    public void queryLag(Duration lag) {
        queryLag = lag;
    }

    /** Back ends are throttled as by a hub with these limits; without it they are not. */
    public void limit(HubThrottles hub) {
        reads.set(hub.reads());
        writes.set(hub.updates());
    }

    /** How many twins back ends may change in a second. */
    public void limitWrites(double perSecond) {
        writes.set(perSecond);
    }

    /** An error has no header, and its body describes it as IoT Hub does for direct methods: as JSON inside a string. */
    public void errorsInBody(boolean are) {
        errorsInBody = are;
    }

    void clear() {
        loseAnswers(0);
        queryLag(Duration.ZERO);
        reads.set(Double.MAX_VALUE);
        writes.set(Double.MAX_VALUE);
        errorsInBody(false);
    }

    boolean takeLostAnswer() {
        return lost.take();
    }

    Duration queryLag() {
        return queryLag;
    }

    boolean errorsInBody() {
        return errorsInBody;
    }

    /** Whether one more read of a twin is within the throttle. */
    boolean takeRead() {
        return reads.take();
    }

    /** Whether one more change of a twin is within the throttle. */
    boolean takeWrite() {
        return writes.take();
    }
}
