package io.fairlead.rollout;

import com.google.gson.JsonObject;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.fleet.site.RunTag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rollout: changes each site once, in waves, and halts at harm. All its state is in the tags of the twins: after an end at any
 * point, a new rollout with the same plan continues from them. Not thread-safe.
 */
public final class Rollout {

    /** The most calls at the same time. */
    private static final int MOST_CALLS = 64;

    private final String run;
    private final TokenBucket writes;
    private final TokenBucket reads;
    private final List<WaveRun> waves = new ArrayList<>();
    private int current;
    private int calls;
    private int sent;
    private Outcome outcome = new Outcome.Running();
    private NextWave door = new NextWave(Optional.empty(), "");

    /** The state of a rollout. */
    public sealed interface Outcome {

        /** The rollout continues. */
        record Running() implements Outcome {}

        /** No site is waited for any more. */
        record Finished() implements Outcome {}

        /**
         * The rollout has halted: it changes no more sites.
         *
         * @param why the reason
         */
        record Halted(String why) implements Outcome {}

        /**
         * A person must approve the next wave.
         *
         * @param wave the name of the wave
         */
        record NeedsApproval(String wave) implements Outcome {}
    }

    /**
     * The progress of a rollout.
     *
     * @param wave the name of the current wave
     * @param sent the number of twins that this process has changed
     * @param counts the number of sites at each stage
     * @param left the number of sites that are not finished
     */
    public record Progress(String wave, int sent, Map<Stage, Integer> counts, int left) {

        /** Copies the counts. */
        public Progress {
            counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        }
    }

    /** A rollout that has not begun. */
    public Rollout(RolloutPlan plan, Instant now) {
        this.run = plan.run();
        this.writes = new TokenBucket(plan.settings().rate(), now);
        this.reads = new TokenBucket(plan.settings().rate() * 2, now);
        for (Wave wave : plan.settings().waves()) {
            WaveRun next = new WaveRun(wave, plan, run);
            if (next.first().isPresent()) {
                waves.add(next);
            }
        }
        if (waves.isEmpty()) {
            outcome = new Outcome.Finished();
        } else {
            begin(0);
        }
    }

    /** Its state. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether it has ended, and no call is without an answer. */
    public boolean isOver() {
        return !(outcome instanceof Outcome.Running) && calls == 0;
    }

    /** The calls to make now. The caller must pass the answer of each to {@link #answer} once. */
    public List<Call> due(Instant now) {
        List<Call> due = new ArrayList<>();
        while (outcome instanceof Outcome.Running && calls < MOST_CALLS) {
            Optional<Call> next =
                    door.call(wave().isOver()).or(() -> patch(now)).or(() -> read(now));
            if (next.isEmpty()) {
                break;
            }
            calls++;
            due.add(next.get());
        }
        return due;
    }

    /** When to call {@link #due} again, unless an answer comes earlier. */
    public Instant next(Instant now) {
        Instant next = now.plusSeconds(1);
        if (calls < MOST_CALLS && wave().toSend(now).isPresent()) {
            next = earlier(next, writes.next(now));
        }
        if (calls < MOST_CALLS && wave().hasToRead(now)) {
            next = earlier(next, reads.next(now));
        } else {
            next = earlier(next, wave().nextLook().orElse(next));
        }
        return next.isAfter(now) ? next : now.plusMillis(1);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private WaveRun wave() {
        return waves.get(Math.min(current, waves.size() - 1));
    }

    private Optional<Call> patch(Instant now) {
        Optional<Track> next = wave().toSend(now).filter(track -> writes.take(now));
        next.ifPresent(track -> wave().started(track, true));
        return next.map(track -> track.patch(now));
    }

    private Optional<Call> read(Instant now) {
        if (reads.next(now).isAfter(now)) {
            return Optional.empty();
        }
        Optional<Track> next = wave().toRead(now);
        next.ifPresent(track -> {
            reads.take(now);
            wave().started(track, false);
        });
        return next.map(track -> new Call.Read(track.site(), track.device()));
    }

    /** The call that stores a mark in the tags of the first site of a wave. It changes no desired property. */
    public static Call.Patch mark(String site, String device, String what, String run) {
        JsonObject note = new JsonObject();
        note.addProperty(what, run);
        JsonObject tags = new JsonObject();
        tags.add(RunTag.KEY, note);
        JsonObject body = new JsonObject();
        body.add("tags", tags);
        return new Call.Patch(site, device, body, "*");
    }

    /** Processes the answer to a call of {@link #due}. */
    public void answer(Call call, Answer answer, Instant now) {
        calls--;
        if (answer instanceof Answer.Throttled throttled) {
            Duration wait = throttled.pause();
            (call instanceof Call.Patch ? writes : reads).pause(now, wait);
        }
        if (answer instanceof Answer.Refused refused && outcome instanceof Outcome.Running) {
            outcome = new Outcome.Halted("IoT Hub refuses a call for site " + call.site() + ": " + refused.why());
        }
        if (answer instanceof Answer.Twin twin && wave().isTakenOver(call, twin.twin(), run)) {
            outcome = new Outcome.Halted("another rollout, " + twin.twin().tag().run() + ", has changed site "
                    + call.site() + " in the meantime; end one of the two");
        }
        if (wave().has(call.site())) {
            sent += call instanceof Call.Patch && answer instanceof Answer.Twin ? 1 : 0;
            wave().answered(call, answer, now);
        } else {
            door.answer(answer);
        }
        if (outcome instanceof Outcome.Running) {
            judge();
        }
    }

    private void judge() {
        wave().halted().ifPresent(why -> outcome = new Outcome.Halted(why));
        if (door.wasOpen()) {
            wave().skipSoak();
        }
        if (!(outcome instanceof Outcome.Running) || !wave().isOver()) {
            return;
        }
        if (current + 1 == waves.size()) {
            outcome = new Outcome.Finished();
        } else if (door.isRefused()) {
            outcome = new Outcome.NeedsApproval(waves.get(current + 1).wave().name());
        } else if (door.isOpen()) {
            begin(current + 1);
        }
    }

    private void begin(int index) {
        current = index;
        door = new NextWave(index + 1 < waves.size() ? Optional.of(waves.get(index + 1)) : Optional.empty(), run);
    }

    /** Its progress. */
    public Progress progress() {
        EnumMap<Stage, Integer> counts = new EnumMap<>(Stage.class);
        int left = 0;
        for (int i = 0; i < waves.size(); i++) {
            for (Stage stage : Stage.values()) {
                int count = waves.get(i).count(stage);
                counts.merge(stage, count, Integer::sum);
                left += stage.isOver() ? 0 : count;
            }
        }
        return new Progress(wave().wave().name(), sent, counts, left);
    }

    /** The sites at a stage, with details on each. */
    public SortedMap<String, List<String>> sites(Stage stage) {
        SortedMap<String, List<String>> sites = new TreeMap<>();
        waves.forEach(wave -> wave.list(stage, sites));
        return sites;
    }
}
