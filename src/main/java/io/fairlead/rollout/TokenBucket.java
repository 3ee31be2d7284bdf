package io.fairlead.rollout;

import java.time.Duration;
import java.time.Instant;

/** A token bucket: limits the rate of calls, with a small burst after a pause. */
final class TokenBucket {

    private final double perSecond;
    private final double most;
    private double tokens;
    private Instant at;

    TokenBucket(double perSecond, Instant now) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond / 25);
        this.tokens = most;
        this.at = now;
    }

    boolean take(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** When the next call is allowed. */
    Instant next(Instant now) {
        fill(now);
        return tokens >= 1 ? now : at.plusNanos((long) ((1 - tokens) / perSecond * 1e9) + 1);
    }

    /** Allows no call before {@code wait} is over. */
    void pause(Instant now, Duration wait) {
        fill(now);
        Instant until = now.plus(wait);
        if (until.isAfter(at)) {
            at = until;
        }
        tokens = Math.min(tokens, 0);
    }

    private void fill(Instant now) {
        if (now.isAfter(at)) {
            tokens = Math.min(most, tokens + Duration.between(at, now).toNanos() / 1e9 * perSecond);
            at = now;
        }
    }
}
