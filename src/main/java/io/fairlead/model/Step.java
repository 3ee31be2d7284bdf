package io.fairlead.model;

import java.util.Map;
import java.util.Set;

/** One write to the cluster. It prints as one line. */
public sealed interface Step {

    /** The object to write. */
    ObjectRef ref();

    /** Why, in a few words. */
    String reason();

    /** The part that the step belongs to. A failure stops only later steps of the same part. */
    Path part();

    /**
     * Server-side apply with field manager {@code fairlead}.
     *
     * @param manifest the object to apply
     * @param force whether to take over fields of other managers; only on objects that Fairlead created
     * @param takeFrom if not forced, the managers whose fields are taken over, if no others own any of them
     * @param part the part it belongs to
     * @param reason why
     */
    record Apply(Manifest manifest, boolean force, Set<String> takeFrom, Path part, String reason) implements Step {

        /** Copies the managers. */
        public Apply {
            takeFrom = Set.copyOf(takeFrom);
        }

        /** An apply that takes over no fields of named managers. */
        public Apply(Manifest manifest, boolean force, Path part, String reason) {
            this(manifest, force, Set.of(), part, reason);
        }

        /** A copy that also takes over fields of {@code managers}; a forced apply is unchanged. */
        public Apply takingFrom(Set<String> managers) {
            return force ? this : new Apply(manifest, false, managers, part, reason);
        }

        @Override
        public ObjectRef ref() {
            return manifest.ref();
        }

        @Override
        public String toString() {
            return "apply " + ref() + " (" + reason + ")";
        }
    }

    /**
     * A deletion of exactly the object that was read: the API server refuses it for another UID.
     *
     * @param ref which object
     * @param uid its UID
     * @param part the part it belongs to
     * @param reason why
     */
    record Delete(ObjectRef ref, String uid, Path part, String reason) implements Step {
        @Override
        public String toString() {
            return "delete " + ref + " (" + reason + ")";
        }
    }

    /**
     * A merge patch of some fields of an object that is not Fairlead's. It is valid only for the version that was read:
     * the API server refuses it after any other write.
     *
     * @param ref which object
     * @param resourceVersion the version that was read
     * @param fields only the changed fields, from the root of the object
     * @param was Fairlead's items in the text of the one field before the patch; empty if Fairlead owns the whole
     *      fields
     * @param wanted Fairlead's items after the patch, while others may change the rest of the text; equal to {@code
     *      fields} if Fairlead owns the whole fields
     * @param part the part it belongs to
     * @param reason why
     */
    record Patch(
            ObjectRef ref, String resourceVersion, Fields fields, Fields was, Fields wanted, Path part, String reason)
            implements Step {

        /** A patch of fields that Fairlead owns as a whole. */
        public Patch(ObjectRef ref, String resourceVersion, Fields fields, Path part, String reason) {
            this(ref, resourceVersion, fields, new Fields(Map.of()), fields, part, reason);
        }

        @Override
        public String toString() {
            return "patch " + ref + " (" + reason + ")";
        }
    }
}
