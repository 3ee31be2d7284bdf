package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Optional;

/**
 * An object as last read from the API server.
 *
 * @param ref which object
 * @param uid its identity; a different UID is a different object of the same name
 * @param resourceVersion its version, opaque
 * @param body the object without {@code metadata.managedFields}
 * @param ownFields the {@code fieldsV1} entry of the field manager {@code fairlead} for server-side apply; empty if
 *      there is none
 * @param others the other field managers, the last writer first; without those of the status, and empty for kinds that
 *      Fairlead does not write
 * @param ingress the addresses that a load balancer has given to this Service; read from the body once, and a given list
 *      is ignored
 */
public record LiveObject(
        ObjectRef ref,
        String uid,
        String resourceVersion,
        Fields body,
        Fields ownFields,
        List<FieldOwner> others,
        List<Address> ingress) {

    /** Copies the field managers and reads the addresses. */
    public LiveObject {
        others = List.copyOf(others);
        ingress = body.each("status", "loadBalancer", "ingress").stream()
                .flatMap(entry -> entry.text("ip").flatMap(Address::parse).stream())
                .toList();
    }

    /** An object as the API server has it. */
    public LiveObject(
            ObjectRef ref, String uid, String resourceVersion, Fields body, Fields ownFields, List<FieldOwner> others) {
        this(ref, uid, resourceVersion, body, ownFields, others, List.of());
    }

    /** An object without other field managers. */
    public LiveObject(ObjectRef ref, String uid, String resourceVersion, Fields body, Fields ownFields) {
        this(ref, uid, resourceVersion, body, ownFields, List.of());
    }

    /** The label {@code key}. */
    public Optional<String> label(String key) {
        return body.text("metadata", "labels", key);
    }

    /** The annotation {@code key}. */
    public Optional<String> annotation(String key) {
        return body.text("metadata", "annotations", key);
    }

    /** Whether it has the label of objects that Fairlead creates. */
    public boolean isFairleads() {
        return label(Labels.MANAGED_BY.key()).equals(Optional.of(Labels.FAIRLEAD));
    }

    /** The tier that it was created for, from its labels. */
    public Optional<TierId> tier() {
        return label(Labels.PART_OF.key())
                .flatMap(app -> label(Labels.TIER.key()).map(tier -> new TierId(app, tier)));
    }

    /** Whether it is being deleted and waits for its finalizers. */
    public boolean isTerminating() {
        return body.has("metadata", "deletionTimestamp");
    }
}
