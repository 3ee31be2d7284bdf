package io.fairlead.hub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.fairlead.loop.TwinSource.TwinDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one connection, without threads, clock or SDK. It takes events and the time, and returns the next action.
 * Times are nanoseconds of any origin.
 *
 * <p>Twin reads and reported patches take turns, so a read never shows a partly applied report. A hub that throttles may answer
 * late: the answer to a read counts until another read is answered or a patch is sent, and that to a patch until its time-out.
 */
final class TwinSync {
    private static final Logger log = LoggerFactory.getLogger(TwinSync.class);
    private static final int UNANSWERED_READS = 2;
    private static final double TOKEN_SHARE = 0.8;

    /** The next action. */
    sealed interface Action {}

    /** Request the whole twin with this number. */
    record Read(long request) implements Action {}

    /** Send a merge patch of reported properties with this number. */
    record Send(long request, JsonObject patch) implements Action {}

    /** End this connection and make another. */
    record Renew(String reason) implements Action {}

    /** Wait, unless an event arrives. */
    record Pause(Duration duration) implements Action {}

    /** The reason to read the twin. */
    private enum Why {
        /** The connection is new. */
        CONNECTED,
        /** A patch showed that there is a new version. */
        NEWS,
        /** To verify what is known. */
        CHECK,
        /** The last read failed. */
        RETRY
    }

    /**
     * A read in progress.
     *
     * @param beside whether a report was also in progress, so that it is unknown whether the answer includes it
     */
    private record Reading(long request, Why why, long versionWhenAsked, boolean beside, long asked) {}

    private record Sending(long request, long asked) {}

    private final HubTiming timing;
    private final RandomGenerator random;
    private final DesiredState desired;
    private final ReportedState reported;
    private final Attempts reads;
    private final Attempts sends;
    private final Patience patience;

    private Optional<Reading> reading = Optional.empty();
    private Optional<Sending> sending = Optional.empty();
    private Optional<String> renewal = Optional.empty();
    private long requests;
    /** Reads that were not answered in time, since the last one that was answered. */
    private final List<Reading> late = new ArrayList<>();

    private Why nextWhy = Why.CONNECTED;
    private long readAt;
    private long sendAt;
    private final long renewAt;
    /** The highest version of a patch on this connection. A twin with a higher one arrived without its patch. */
    private long heard;

    /** The version of a patch that could not be merged since the last request of the twin that no unanswered one preceded; 0 if there is none. */
    private long missed;

    private Optional<Long> missingPatchAt = Optional.empty();
    private boolean saidNoNews;
    private int saidStatus;
    private int saidRefusal;

    TwinSync(
            HubTiming timing,
            RandomGenerator random,
            Optional<TwinDocument> lastKnown,
            Optional<JsonObject> wanted,
            long now) {
        this.timing = timing;
        this.random = random;
        this.desired = new DesiredState(lastKnown);
        this.reported = new ReportedState(wanted);
        this.reads = new Attempts(timing.retry(), timing.backoffLimit(), random);
        this.sends = new Attempts(timing.reportGap(), timing.backoffLimit(), random);
        this.patience = new Patience(timing.answerTimeout());
        this.readAt = now;
        this.sendAt = now;
        this.renewAt = now + (long) (varied(timing.tokenLifetime()) * TOKEN_SHARE / (1 + timing.jitter()));
    }

    /** The newest known document, from this connection or an earlier one. */
    Optional<TwinDocument> document() {
        return desired.document();
    }

    /** Whether the twin has been read on this connection. */
    boolean isInStep() {
        return reported.isHeldKnown();
    }

    /** The reported properties that the hub is known to hold. */
    Optional<JsonObject> reported() {
        return reported.held();
    }

    void want(JsonObject whole) {
        reported.want(whole);
    }

    // --- what to do

    Action next(long now) {
        expire(now);
        Optional<String> reason = renewal(now);
        if (reason.isPresent()) {
            return new Renew(reason.get());
        }
        boolean readMayWait = nextWhy == Why.CHECK && sending.isPresent();
        if (reading.isEmpty() && now - readAt >= 0 && !readMayWait) {
            return startRead(now);
        }
        if (reading.isEmpty() && now - sendAt >= 0) {
            Optional<JsonObject> patch = reported.send();
            if (patch.isPresent()) {
                return startSend(patch.get(), now);
            }
        }
        return new Pause(Duration.ofNanos(pause(now)));
    }

    private Action startRead(long now) {
        long request = ++requests;
        reading = Optional.of(new Reading(request, nextWhy, desired.version(), sending.isPresent(), now));
        missed = late.isEmpty() ? 0 : missed;
        return new Read(request);
    }

    private Action startSend(JsonObject patch, long now) {
        long request = ++requests;
        late.clear();
        sending = Optional.of(new Sending(request, now));
        sendAt = now
                + timing.reportGap().toNanos()
                + (long) (timing.reportGap().toNanos() * timing.jitter() * random.nextDouble());
        return new Send(request, patch);
    }

    private void expire(long now) {
        if (reading.filter(read -> now - read.asked() >= patience.limit()).isPresent()) {
            patience.unanswered();
            late.add(reading.get());
            reading = Optional.empty();
            readAgain(Why.RETRY, now);
            if (late.size() >= UNANSWERED_READS) {
                renewal = Optional.of("the hub does not answer");
            }
        }
        if (sending.filter(send -> now - send.asked() >= patience.limit()).isPresent()) {
            log.info("A reported patch was not answered in time; reading the reported properties");
            patience.unanswered();
            sendAt = now + sends.failed().toNanos();
            reportUnknown(now);
        }
    }

    private Optional<String> renewal(long now) {
        boolean idle = reading.isEmpty() && sending.isEmpty();
        if (renewal.isEmpty() && idle && now - renewAt >= 0) {
            return Optional.of("its access token is about to expire");
        }
        if (renewal.isEmpty() && missingPatchAt.filter(at -> now - at >= 0).isPresent()) {
            return Optional.of("the desired properties changed without a patch");
        }
        return renewal;
    }

    /** The time until the next action is due, at least a millisecond. */
    private long pause(long now) {
        long until = Long.MAX_VALUE;
        if (reading.isPresent()) {
            until = Math.min(until, reading.get().asked() + patience.limit() - now);
        } else if (sending.isEmpty()) {
            until = Math.min(readAt - now, renewAt - now);
            until = sendAt - now > 0 ? Math.min(until, sendAt - now) : until;
        } else if (nextWhy != Why.CHECK) {
            until = readAt - now;
        }
        if (sending.isPresent()) {
            until = Math.min(until, sending.get().asked() + patience.limit() - now);
        }
        if (missingPatchAt.isPresent()) {
            until = Math.min(until, missingPatchAt.get() - now);
        }
        return Math.max(until, Duration.ofMillis(1).toNanos());
    }

    // --- what happened

    void desiredPatch(HubEvent.DesiredPatch patch, long now) {
        heard = Math.max(heard, patch.version().orElse(0));
        missingPatchAt = missingPatchAt.filter(at -> heard < desired.version());
        switch (desired.patch(patch.version(), patch.patch())) {
            case MERGED -> {
                log.info("Desired properties {} arrived as a patch", desired.version());
                checkWithin(timing.check(), now);
            }
            case OLD -> checkWithin(timing.check(), now);
            case GAP -> {
                missed = Math.max(missed, patch.version().orElse(Long.MAX_VALUE));
                if (nextWhy != Why.RETRY) {
                    readAgain(Why.NEWS, now);
                }
            }
        }
    }

    void twinRead(HubEvent.TwinRead answer, long now) {
        Optional<Reading> asked = Stream.concat(reading.stream(), late.stream())
                .filter(read -> read.request() == answer.request())
                .findFirst();
        if (asked.isEmpty()) {
            return;
        }
        Optional<TwinSections> twin = parse(answer);
        if (twin.isEmpty() && late.remove(asked.get())) {
            return; // A later read is in progress.
        }
        reading = Optional.empty();
        patience.answered(answer.status(), now - asked.get().asked());
        if (twin.isEmpty()) {
            refused(answer.status());
            later(now);
            return;
        }
        late.clear();
        switch (desired.read(twin.get(), asked.get().versionWhenAsked())) {
            case NEWS -> news(asked.get(), now);
            case CORRECTED -> {
                log.info("Desired properties {} differ from the result of their patches", desired.version());
                settled(now);
            }
            case SAME -> settled(now);
            case OVERTAKEN -> readAgain(Why.NEWS, now);
            case NO_NEWS -> noNews(now);
        }
        reportedRead(twin.get(), asked.get(), now);
    }

    private static Optional<TwinSections> parse(HubEvent.TwinRead answer) {
        if (answer.status() != 200) {
            return Optional.empty();
        }
        try {
            return Optional.of(TwinSections.parse(answer.body()));
        } catch (JsonParseException e) {
            log.warn("The twin from the hub is not JSON: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void news(Reading asked, long now) {
        long version = desired.version();
        if (version < asked.versionWhenAsked()) {
            log.warn(
                    "Desired properties went back from {} to {}: the module twin was recreated",
                    asked.versionWhenAsked(),
                    version);
        } else {
            log.info("Desired properties {} read", version);
        }
        settled(now);
        if (asked.why() == Why.CHECK && heard < version) {
            missingPatchAt = Optional.of(now + timing.answerTimeout().toNanos());
        }
    }

    private void settled(long now) {
        reads.reset();
        saidNoNews = false;
        saidStatus = 0;
        nextWhy = Why.CHECK;
        readAt = now + varied(timing.reread());
        if (missed > desired.version()) {
            readAgain(Why.NEWS, now);
        }
    }

    private void refused(int status) {
        if (status != saidStatus) {
            log.warn("The twin could not be read, retrying: the hub answered {}", status);
            saidStatus = status;
        }
    }

    private void noNews(long now) {
        if (!saidNoNews) {
            log.warn("The twin has no $version, so it is ignored; what is known stays in force");
            saidNoNews = true;
        }
        later(now);
    }

    private void reportedRead(TwinSections twin, Reading asked, long now) {
        boolean known = reported.isHeldKnown();
        if (asked.beside()) {
            if (!known) {
                readAgain(Why.RETRY, now);
            }
            return;
        }
        if (known && twin.version().isEmpty()) {
            // An empty twin shows no reports either. It is used only if nothing else is known.
            return;
        }
        boolean surprise = reported.read(twin.reported());
        if (surprise) {
            log.warn("The reported properties at the hub differ from the acknowledged ones; sending the difference");
        }
        if (surprise || !known) {
            checkWithin(timing.check(), now);
        }
    }

    void reportAnswered(HubEvent.ReportAnswered answer, long now) {
        Optional<Sending> asked = sending.filter(send -> send.request() == answer.request());
        if (asked.isEmpty()) {
            return;
        }
        sending = Optional.empty();
        patience.answered(answer.status(), now - asked.get().asked());
        if (answer.status() / 100 == 2) {
            reported.acknowledged();
            sends.reset();
            saidRefusal = 0;
            return;
        }
        if (answer.status() != saidRefusal) {
            log.warn("The hub answered {} to a reported patch, retrying", answer.status());
            saidRefusal = answer.status();
        }
        sendAt = now + sends.failed().toNanos();
        if (answer.status() / 100 == 5) {
            reportUnknown(now);
        } else {
            reported.refused();
        }
    }

    private void reportUnknown(long now) {
        sending = Optional.empty();
        reported.unknown();
        readAgain(Why.RETRY, now);
    }

    private void readAgain(Why why, long now) {
        nextWhy = why;
        readAt = now;
    }

    private void later(long now) {
        nextWhy = Why.RETRY;
        readAt = now + reads.failed().toNanos();
    }

    /** Makes a read due within a time, unless it is due earlier. */
    private void checkWithin(Duration time, long now) {
        long at = now + varied(time);
        if (at - readAt < 0) {
            readAt = at;
        }
    }

    private long varied(Duration time) {
        double factor = 1 + timing.jitter() * (2 * random.nextDouble() - 1);
        return (long) (time.toNanos() * factor);
    }
}
