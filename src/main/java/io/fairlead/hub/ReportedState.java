package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.report.ReportedPatch;
import java.util.Optional;

/**
 * The state to report, and the reported properties that the hub is known to hold, on one connection. The latter change only with
 * an acknowledgement or by reading the twin. One patch is in progress at a time.
 */
final class ReportedState {
    /** edgeHub accepts patches of 32 KB. The margin covers other ways to count the size. */
    static final int PATCH_BYTES = 30 * 1024;

    private Optional<JsonObject> held = Optional.empty();
    private Optional<JsonObject> wanted;
    private Optional<JsonObject> sent = Optional.empty();

    ReportedState(Optional<JsonObject> wanted) {
        this.wanted = wanted;
    }

    /** Sets the whole state to report. */
    void want(JsonObject whole) {
        wanted = Optional.of(whole);
    }

    boolean underWay() {
        return sent.isPresent();
    }

    boolean isHeldKnown() {
        return held.isPresent();
    }

    Optional<JsonObject> held() {
        return held;
    }

    /** The next patch to send, which is then in progress; empty if nothing differs or what the hub holds is unknown. */
    Optional<JsonObject> send() {
        if (underWay() || held.isEmpty() || wanted.isEmpty()) {
            return Optional.empty();
        }
        sent = ReportedPatch.next(held.get(), wanted.get(), PATCH_BYTES);
        return sent;
    }

    void acknowledged() {
        held = Optional.of(MergePatch.apply(held.orElseThrow(), sent.orElseThrow()));
        sent = Optional.empty();
    }

    /** The hub refused the patch. */
    void refused() {
        sent = Optional.empty();
    }

    /** It is unknown whether the hub accepted the patch, so the reported properties must be read. */
    void unknown() {
        held = Optional.empty();
        sent = Optional.empty();
    }

    /** Takes the reported properties that were read. Returns whether they differ from what was known. */
    boolean read(JsonObject section) {
        boolean surprise = held.isPresent() && !held.get().equals(section);
        held = Optional.of(section);
        return surprise;
    }
}
