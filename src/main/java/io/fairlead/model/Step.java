package io.fairlead.model;

/** One write to the cluster. It prints as one line. */
public sealed interface Step {

    /** The object that is written. */
    ObjectRef ref();

    /** Why, in a few words. */
    String reason();

    /** What the step belongs to: a failure stops only later steps of the same part. */
    String part();

    /**
     * Server-side apply with field manager {@code fairlead}.
     *
     * @param manifest what is applied
     * @param force whether fields are taken from other managers; only on objects that Fairlead made
     * @param part the part it belongs to
     * @param reason why
     */
    record Apply(Manifest manifest, boolean force, String part, String reason) implements Step {
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
    record Delete(ObjectRef ref, String uid, String part, String reason) implements Step {
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
     * @param part the part it belongs to
     * @param reason why
     */
    record Patch(ObjectRef ref, String resourceVersion, Fields fields, String part, String reason) implements Step {

        @Override
        public String toString() {
            return "patch " + ref + " (" + reason + ")";
        }
    }
}
