package io.fairlead.rollout;

import io.fairlead.fleet.definition.Halt;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.fleet.site.SiteTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;

/**
 * The run of one wave. Sites are changed in the order of their names, up to {@link #WINDOW} of them out of order. A site is changed
 * only after the twins of the next {@link #WINDOW} sites are read. So a process that continues the work of another one knows all
 * sites that have been changed, and their state, before it changes one more.
 */
final class WaveRun {

    static final int WINDOW = 200;

    /** The longest time between two reads of a site's report. */
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final Wave wave;
    private final Halt halt;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final PriorityQueue<Track> again = new PriorityQueue<>(
            Comparator.<Track, Instant>comparing(track -> track.due).thenComparing(Track::site));
    private final EnumMap<Stage, Integer> counts = new EnumMap<>(Stage.class);
    private int nextToRead;
    private int allRead;
    private int allSent;
    private int sending;
    private int unsure;

    WaveRun(Wave wave, RolloutPlan plan, String run) {
        this.wave = wave;
        this.halt = plan.settings().halt();
        for (SiteDocument document : plan.in(wave)) {
            places.put(document.site().name(), tracks.size());
            tracks.add(new Track(document, plan, run));
        }
        counts.put(Stage.TO_READ, tracks.size());
    }

    Wave wave() {
        return wave;
    }

    List<Track> tracks() {
        return tracks;
    }

    int count(Stage stage) {
        return counts.getOrDefault(stage, 0);
    }

    boolean has(String site) {
        return places.containsKey(site);
    }

    /** Whether a site that this rollout has changed was changed by another rollout since. */
    boolean isTakenOver(Call call, SiteTwin twin, String run) {
        return has(call.site())
                && tracks.get(places.getOrDefault(call.site(), 0)).stage().isWatched()
                && !twin.tag().run().equals(run);
    }

    Optional<Track> first() {
        return tracks.stream().findFirst();
    }

    /** The next site to change; empty if none may be changed now. */
    Optional<Track> toSend(Instant now) {
        if (count(Stage.SENT) + count(Stage.HARMED) + sending + unsure >= wave.atOnce()) {
            return Optional.empty();
        }
        for (int i = allSent; i < Math.min(tracks.size(), allSent + WINDOW); i++) {
            Track track = tracks.get(i);
            if (track.stage() == Stage.TO_SEND && !track.busy && !track.due.isAfter(now) && isSurveyed(i)) {
                return Optional.of(track);
            }
        }
        return Optional.empty();
    }

    private boolean isSurveyed(int index) {
        return allRead > Math.min(tracks.size() - 1, index + WINDOW);
    }

    /** The next site to read: first the unread sites of the window, then those that are due again. */
    Optional<Track> toRead(Instant now) {
        if (isSurveying()) {
            return Optional.of(tracks.get(nextToRead++));
        }
        Track next = again.peek();
        return next == null || next.due.isAfter(now) ? Optional.empty() : Optional.ofNullable(again.poll());
    }

    private boolean isSurveying() {
        return nextToRead < Math.min(tracks.size(), allSent + 3 * WINDOW);
    }

    boolean hasToRead(Instant now) {
        Track next = again.peek();
        return isSurveying() || (next != null && !next.due.isAfter(now));
    }

    /** When the next read is due; empty if none is planned. */
    Optional<Instant> nextLook() {
        return Optional.ofNullable(again.peek()).map(track -> track.due);
    }

    void started(Track track, boolean send) {
        track.busy = true;
        sending += send ? 1 : 0;
    }

    /** Processes the answer to a call for one of the sites. */
    void answered(Call call, Answer answer, Instant now) {
        Track track = tracks.get(places.getOrDefault(call.site(), 0));
        Stage before = track.stage();
        track.busy = false;
        sending -= call instanceof Call.Patch ? 1 : 0;
        unsure -= track.unsure ? 1 : 0;
        track.unsure = call instanceof Call.Patch ? answer instanceof Answer.Unknown : track.unsure && !isKnown(answer);
        unsure += track.unsure ? 1 : 0;
        switch (answer) {
            case Answer.Twin twin -> twin(track, call, twin.twin(), now);
            case Answer.Changed changed -> track.reread(now);
            case Answer.Missing missing -> track.finish(Stage.MISSING);
            case Answer.Throttled throttled -> track.due = now.plus(throttled.pause());
            case Answer.Refused refused -> track.failed(refused.why(), now);
            case Answer.Unknown unknown -> track.failed(unknown.why(), now);
        }
        count(before, track.stage());
        if (track.stage() == Stage.TO_READ || track.stage().isWatched()) {
            again.add(track);
        }
        advance();
    }

    private static boolean isKnown(Answer answer) {
        return answer instanceof Answer.Twin || answer instanceof Answer.Missing;
    }

    private void twin(Track track, Call call, SiteTwin twin, Instant now) {
        track.due = now;
        if (call instanceof Call.Patch) {
            track.patched(twin, now);
        } else if (track.stage().isWatched()) {
            track.judge(twin, wave, now);
        } else {
            track.plan(twin);
            if (track.stage() == Stage.SENT) {
                track.judge(twin, wave, now);
            }
        }
        if (track.stage().isWatched()) {
            track.due = now.plus(look());
        }
    }

    /** The time between two reads of a report: several fit into the soak. */
    private Duration look() {
        Duration share = wave.soak().dividedBy(6);
        return share.compareTo(SELDOM) > 0 ? SELDOM : share.plusSeconds(1);
    }

    private void advance() {
        while (allRead < tracks.size()
                && (tracks.get(allRead).wasRead() || tracks.get(allRead).stage().isOver())) {
            allRead++;
        }
        while (allSent < tracks.size() && tracks.get(allSent).stage().isBehind()) {
            allSent++;
        }
    }

    /** Ends the soak of sites that an earlier process changed: the next wave is open, so they were done. */
    void skipSoak() {
        boolean allInPlace = tracks.stream()
                .allMatch(track -> track.isResumed() || track.stage().isOver());
        if (!allInPlace) {
            return;
        }
        tracks.stream().filter(Track::isResumed).forEach(track -> {
            count(track.stage(), Stage.DONE);
            track.finish(Stage.DONE);
        });
    }

    boolean isOver() {
        return counts.entrySet().stream().allMatch(entry -> entry.getKey().isOver() || entry.getValue() == 0);
    }

    /** Why the rollout must halt; empty if it may continue. */
    Optional<String> halted() {
        int harmed = count(Stage.HARMED);
        int answered = harmed + count(Stage.DONE) + count(Stage.ILL_BEFORE);
        if (halt.harmed(harmed, answered)) {
            return Optional.of(harmed + " of " + answered + " sites that answered in wave '" + wave.name()
                    + "' became ill (limit " + halt.harm() + ")");
        }
        int away = count(Stage.UNREACHED) + count(Stage.MISSING);
        if (halt.away(away, tracks.size())) {
            return Optional.of(away + " of " + tracks.size() + " sites of wave '" + wave.name()
                    + "' did not answer (limit " + halt.unreached() + ")");
        }
        return Optional.empty();
    }

    private void count(Stage from, Stage to) {
        counts.merge(from, -1, Integer::sum);
        counts.merge(to, 1, Integer::sum);
    }

    /** Adds the sites at a stage, with details on each, to {@code into}. */
    void list(Stage stage, SortedMap<String, List<String>> into) {
        tracks.stream()
                .filter(track -> track.stage() == stage)
                .forEach(track -> into.put(track.site(), track.detail()));
    }
}
