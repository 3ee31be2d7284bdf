package io.fairlead.rollout;

import com.google.gson.JsonObject;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.fleet.plan.SiteCheck;
import io.fairlead.fleet.site.Baseline;
import io.fairlead.fleet.site.ReportedProblem;
import io.fairlead.fleet.site.RunTag;
import io.fairlead.fleet.site.SiteHealth;
import io.fairlead.fleet.site.SiteTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of one site in a rollout. */
final class Track {

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final SiteDocument document;
    private final RolloutPlan plan;
    private final String run;
    private Stage stage = Stage.TO_READ;
    private List<String> detail = List.of();
    private @Nullable SiteTwin twin;
    private Baseline baseline = RunTag.NONE.baseline();
    private long version;
    private Instant sentAt = Instant.EPOCH;
    private @Nullable Instant wellSince;
    private boolean wasRead;
    private boolean isSentByOthers;
    private int failures;

    /** Whether a call for the site has no answer yet. */
    boolean busy;

    /** Whether the outcome of a patch is unknown, so that the site may have its change. */
    boolean unsure;

    /** The earliest time of the next call for the site. */
    Instant due = Instant.EPOCH;

    Track(SiteDocument document, RolloutPlan plan, String run) {
        this.document = document;
        this.plan = plan;
        this.run = run;
    }

    String site() {
        return document.site().name();
    }

    String device() {
        return document.site().device();
    }

    Stage stage() {
        return stage;
    }

    List<String> detail() {
        return detail;
    }

    /** Whether this process has read the twin. */
    boolean wasRead() {
        return wasRead;
    }

    /** Whether an earlier process sent the change. */
    boolean isResumed() {
        return stage == Stage.SENT && isSentByOthers;
    }

    void finish(Stage last) {
        stage = last;
    }

    /** Decides from the twin, before the patch, whether there is anything to send. */
    void plan(SiteTwin read) {
        wasRead = true;
        failures = 0;
        twin = read;
        JsonObject desired = document.desired();
        RunTag tag = read.tag();
        boolean mine = tag.run().equals(run) && tag.digest().equals(document.digest());
        if (mine && read.has(desired)) {
            isSentByOthers = sentAt.equals(Instant.EPOCH);
            sent(tag.baseline(), tag.previous() + 1, tag.at());
        } else if (read.has(desired)) {
            stage = Stage.UNCHANGED;
        } else if (read.isPaused()) {
            stage = Stage.PAUSED;
        } else {
            detail = SiteCheck.problems(document, read).stream()
                    .map(Object::toString)
                    .toList();
            stage = detail.isEmpty() ? Stage.TO_SEND : Stage.BLOCKED;
        }
    }

    /** The baseline of a site; if the previous rollout harmed it, the baseline of that rollout. */
    private Baseline baselineOf(SiteTwin read) {
        Baseline before = read.tag().baseline();
        boolean harmed =
                !read.tag().run().isEmpty() && !before.harm(read.health()).isEmpty();
        return harmed ? before : Baseline.of(read.health());
    }

    Call.Patch patch(Instant now) {
        SiteTwin read = twin();
        baseline = baselineOf(read);
        RunTag old = read.tag();
        String before = old.run().equals(run) ? old.before() : old.revision();
        RunTag tag = new RunTag(
                run, document.digest(), plan.revision(), before, plan.undo(), read.version(), now, baseline, "", "");
        JsonObject tags = new JsonObject();
        tags.add(RunTag.KEY, tag.patch());
        JsonObject properties = new JsonObject();
        properties.add("desired", Change.patch(read.desired(), document.desired()));
        JsonObject body = new JsonObject();
        body.add("tags", tags);
        body.add("properties", properties);
        return new Call.Patch(site(), device(), body, read.etag());
    }

    void patched(SiteTwin after, Instant now) {
        failures = 0;
        sent(baseline, after.version(), now);
    }

    private void sent(Baseline before, long atVersion, Instant at) {
        baseline = before;
        version = atVersion;
        sentAt = at;
        wellSince = null;
        stage = Stage.SENT;
    }

    /** Judges the site from its newest report. */
    void judge(SiteTwin read, Wave wave, Instant now) {
        failures = 0;
        SiteHealth health = read.health();
        if (!health.hasAnswered(version)) {
            wellSince = null;
            boolean late =
                    Duration.between(sentAt, now).compareTo(plan.settings().patience()) >= 0;
            stage = late ? Stage.UNREACHED : Stage.SENT;
            detail = List.of(
                    "last reported: " + health.phase() + ", version " + health.acknowledged() + " of " + version);
            return;
        }
        List<String> harm = baseline.harm(health);
        if (health.phase().equals("Paused")) {
            stage = Stage.PAUSED;
        } else if (!harm.isEmpty()) {
            wellSince = null;
            stage = Stage.HARMED;
            detail = Stream.concat(harm.stream(), health.problems().stream().map(ReportedProblem::toString))
                    .toList();
        } else {
            Instant since = wellSince == null ? now : wellSince;
            wellSince = since;
            boolean soaked = Duration.between(since, now).compareTo(wave.soak()) >= 0;
            Stage last = health.phase().equals("Converged") ? Stage.DONE : Stage.ILL_BEFORE;
            stage = soaked ? last : Stage.SENT;
            detail = List.of();
        }
    }

    /** Reads the twin again at once, because it was changed by another client. */
    void reread(Instant now) {
        stage = stage.isWatched() ? stage : Stage.TO_READ;
        due = now;
    }

    /** Reads the twin again after a failed call, with a back-off that doubles each time. */
    void failed(String why, Instant now) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures++, 5));
        stage = stage.isWatched() ? stage : Stage.TO_READ;
        detail = List.of(why);
        due = now.plus(wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait);
    }

    private SiteTwin twin() {
        if (twin == null) {
            throw new IllegalStateException("the twin of " + site() + " was not read");
        }
        return twin;
    }
}
