package io.fairlead.hub;

import com.google.gson.JsonObject;
import io.fairlead.loop.TwinSource.TwinDocument;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The desired properties as known on one connection.
 *
 * <p>A patch is merged only into a whole twin that was read on this connection, and only if it has the next version. An older or
 * equal version is already in that twin. Any other version means that a patch was missed. A whole twin always replaces what is
 * known, even if its version is lower: it was requested later, so the module twin was recreated and its versions started again.
 * The exception is an answer that is older than a patch merged between request and answer.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#device-reconnection-flow">Device
 *     reconnection flow</a>
 */
final class DesiredState {
    private Optional<TwinDocument> document;
    private boolean confirmed;

    /** The effect of a patch. */
    enum PatchVerdict {
        /** It had the next version and is merged. */
        MERGED,
        /** It was already in the twin. */
        OLD,
        /** It cannot be merged. The whole twin must be read. */
        GAP
    }

    /** The effect of a whole twin. */
    enum TwinVerdict {
        /** It is equal to what was known. */
        SAME,
        /** It has the known version but other content, because a merged patch was incomplete. */
        CORRECTED,
        /** It has another version. */
        NEWS,
        /** It has no version, so it is ignored. */
        NO_NEWS,
        /** Patches that were merged after the request are newer. */
        OVERTAKEN
    }

    /** Starts with what the last connection knew. It stays in force, but no patch is merged into it. */
    DesiredState(Optional<TwinDocument> lastKnown) {
        this.document = lastKnown;
    }

    Optional<TwinDocument> document() {
        return document;
    }

    /** The known version; 0 if there is none. A read that is requested now passes it to {@link #read} with the answer. */
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
