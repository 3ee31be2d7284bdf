package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.report.ReportedPatch;
import java.util.Optional;

/**
 * What is to be reported, and what the hub is known to hold on one connection. The second moves on an acknowledgement or by
 * reading the twin, never on hope. One patch is under way at a time.
 */
final class ReportedState {
    /** edgeHub takes patches of 32 KB; the rest is room for how others count. */
    static final int PATCH_BYTES = 30 * 1024;

    private Optional<JsonObject> held = Optional.empty();
    private Optional<JsonObject> wanted;
    private Optional<JsonObject> sent = Optional.empty();

    ReportedState(Optional<JsonObject> wanted) {
        this.wanted = wanted;
    }

    /** Another whole state to report. */
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

    /** The next patch to send, from now on under way; empty where nothing differs or what the hub holds is not known. */
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

    /** The hub did not take it. */
    void refused() {
        sent = Optional.empty();
    }

    /** Nobody knows whether the hub took it: what it holds has to be read. */
    void unknown() {
        held = Optional.empty();
        sent = Optional.empty();
    }

    /** What the hub holds, as read; true where something else was thought. */
    boolean read(JsonObject section) {
        boolean surprise = held.isPresent() && !held.get().equals(section);
        held = Optional.of(section);
        return surprise;
    }
}
