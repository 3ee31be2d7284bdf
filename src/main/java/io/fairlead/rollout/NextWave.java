package io.fairlead.rollout;

import io.fairlead.fleet.site.RunTag;
import java.util.Optional;

/**
 * Opens the next wave. That a wave was opened, and that a person approved it, is stored in the tags of its first site, so that the next
 * process finds it there.
 */
final class NextWave {

    private final Optional<WaveRun> wave;
    private final String run;
    private State state = State.UNKNOWN;
    private boolean isApproved;
    private boolean isAskedAtTheEnd;

    private enum State {
        UNKNOWN,
        ASKING,
        CLOSED,
        NOTING,
        OPEN,
        WAS_OPEN
    }

    NextWave(Optional<WaveRun> wave, String run) {
        this.wave = wave;
        this.run = run;
    }

    /** The call to make now, if any. */
    Optional<Call> call(boolean isWaveOver) {
        Optional<Track> first = wave.flatMap(WaveRun::first);
        boolean refused = wave.filter(next -> next.wave().approve()).isPresent() && !isApproved;
        if (state == State.UNKNOWN || (state == State.CLOSED && isWaveOver && refused && !isAskedAtTheEnd)) {
            isAskedAtTheEnd = isWaveOver;
            state = first.isPresent() ? State.ASKING : State.OPEN;
            return first.map(track -> new Call.Read(track.site(), track.device()));
        }
        if (state == State.CLOSED && isWaveOver && !refused) {
            state = State.NOTING;
            return first.map(track -> Rollout.mark(track.site(), track.device(), "opened", run));
        }
        return Optional.empty();
    }

    void answer(Answer answer) {
        boolean asked = state == State.ASKING;
        if (answer instanceof Answer.Twin twin) {
            RunTag tag = twin.twin().tag();
            isApproved = tag.approved().equals(run);
            state = !asked ? State.OPEN : tag.opened().equals(run) ? State.WAS_OPEN : State.CLOSED;
        } else if (answer instanceof Answer.Missing) {
            state = asked ? State.CLOSED : State.OPEN;
        } else {
            state = asked ? State.UNKNOWN : State.CLOSED;
            isAskedAtTheEnd &= !asked;
        }
    }

    boolean wasOpen() {
        return state == State.WAS_OPEN;
    }

    boolean isOpen() {
        return state == State.OPEN || state == State.WAS_OPEN;
    }

    /** Whether nobody has approved the wave, as read after the end of the previous wave. */
    boolean isRefused() {
        return state == State.CLOSED
                && isAskedAtTheEnd
                && !isApproved
                && wave.filter(next -> next.wave().approve()).isPresent();
    }
}
