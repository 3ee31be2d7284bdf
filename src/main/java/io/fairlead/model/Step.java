package io.fairlead.model;

import java.util.Map;
import java.util.Set;

/** One write to the cluster. It prints as one line. */
public sealed interface Step {

    /** The object that is written. */
    ObjectRef ref();

    /** Why, in a few words. */
    String reason();

    /** What the step belongs to: a failure stops only later steps of the same part. */
    Path part();

    /**
     * Server-side apply with field manager {@code fairlead}.
     *
     * @param manifest what is applied
     * @param force whether fields are taken from other managers; only on objects that Fairlead made
     * @param takeFrom otherwise, the managers from which fields are taken all the same, if no others have any of them
     * @param part the part it belongs to
     * @param reason why
     */
    record Apply(Manifest manifest, boolean force, Set<String> takeFrom, Path part, String reason) implements Step {

        /** Copies the managers. */
        public Apply {
            takeFrom = Set.copyOf(takeFrom);
        }

        /** An apply that takes nothing from managers by their name. */
        public Apply(Manifest manifest, boolean force, Path part, String reason) {
            this(manifest, force, Set.of(), part, reason);
        }

        /** The same, with fields taken from {@code managers} too; one that takes them from all stays as it is. */
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
     * A deletion that holds only for the very object that was seen: the API server refuses another UID.
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
     * A merge patch of some fields of an object that is not Fairlead's. It holds only for the very state that was seen: the
     * API server refuses it where somebody has written in between.
     *
     * @param ref which object
     * @param resourceVersion the version that was seen
     * @param fields the changed fields alone, from the root of the object
     * @param was what is Fairlead's within the text of the one field, before; nothing where the fields are Fairlead's whole
     * @param wanted the same after it; others may change the rest of the text. The fields, where they are Fairlead's whole
     * @param part the part it belongs to
     * @param reason why
     */
    record Patch(
            ObjectRef ref, String resourceVersion, Fields fields, Fields was, Fields wanted, Path part, String reason)
            implements Step {

        /** A patch of fields that are Fairlead's whole. */
        public Patch(ObjectRef ref, String resourceVersion, Fields fields, Path part, String reason) {
            this(ref, resourceVersion, fields, new Fields(Map.of()), fields, part, reason);
        }

        @Override
        public String toString() {
            return "patch " + ref + " (" + reason + ")";
        }
    }
}
