package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.loop.TwinSource.TwinDocument;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The desired properties as one connection knows them.
 *
 * <p>A patch counts only on top of a whole twin that was read on this connection: the next version is merged, an older or
 * equal one was already in that twin, and any other means that something was missed. A whole twin always counts, even one
 * whose version is lower than the last: the hub answered a question that was asked after everything known was known, so the
 * module twin was made anew and versions began again. The one exception is an answer overtaken by a patch that was merged
 * between question and answer.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#device-reconnection-flow">Device
 *     reconnection flow</a>
 */
final class DesiredState {
    private Optional<TwinDocument> document;
    private boolean confirmed;

    /** What a patch meant. */
    enum PatchVerdict {
        /** It was the next version and is merged. */
        MERGED,
        /** It was in the twin already. */
        OLD,
        /** It cannot be merged: the whole twin has to be read. */
        GAP
    }

    /** What a whole twin meant. */
    enum TwinVerdict {
        /** It is what was known. */
        SAME,
        /** The version is the one known, the content is not: a patch that was merged did not say everything. */
        CORRECTED,
        /** Another version. */
        NEWS,
        /** It has no version and says nothing. */
        NO_NEWS,
        /** Patches merged since the question are newer. */
        OVERTAKEN
    }

    /** Starts from what the last connection knew, which shows what to keep but is no base for a patch. */
    DesiredState(Optional<TwinDocument> lastKnown) {
        this.document = lastKnown;
    }

    Optional<TwinDocument> document() {
        return document;
    }

    /** The version held, 0 where there is none: what to pass to {@link #read} with the answer to a question asked now. */
    long version() {
        return document.map(TwinDocument::version).orElse(0L);
    }

    PatchVerdict patch(OptionalLong version, JsonObject patch) {
        if (version.isEmpty() || !confirmed || document.isEmpty()) {
            return PatchVerdict.GAP;
        }
        long held = version();
        if (version.getAsLong() <= held) {
            return PatchVerdict.OLD;
        }
        if (version.getAsLong() != held + 1) {
            return PatchVerdict.GAP;
        }
        document = Optional.of(TwinSections.merge(document.get(), version.getAsLong(), patch));
        return PatchVerdict.MERGED;
    }

    TwinVerdict read(TwinSections twin, long versionWhenAsked) {
        if (twin.version().isEmpty()) {
            return TwinVerdict.NO_NEWS;
        }
        long version = twin.version().getAsLong();
        long held = version();
        if (confirmed && version < held && held != versionWhenAsked) {
            return TwinVerdict.OVERTAKEN;
        }
        TwinDocument before = document.orElse(null);
        TwinDocument read = new TwinDocument(version, twin.desired());
        document = Optional.of(read);
        confirmed = true;
        if (before == null || before.version() != version) {
            return TwinVerdict.NEWS;
        }
        return before.equals(read) ? TwinVerdict.SAME : TwinVerdict.CORRECTED;
    }
}
