package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Optional;

/**
 * An object as the API server last showed it.
 *
 * @param ref which object
 * @param uid its identity: another one is another object of the same name
 * @param resourceVersion its version, opaque
 * @param body the object without {@code metadata.managedFields}
 * @param ownFields the {@code fieldsV1} of the entry that the field manager {@code fairlead} has by server-side apply,
 *     empty where it has none
 * @param others the other field managers, who wrote last before the rest; without those of its status, and where Fairlead
 *     writes no such objects
 */
public record LiveObject(
        ObjectRef ref, String uid, String resourceVersion, Fields body, Fields ownFields, List<FieldOwner> others) {

    /** Copies the list. */
    public LiveObject {
        others = List.copyOf(others);
    }

    /** An object that nobody else is known to have written. */
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

    /** Whether it bears the label of what Fairlead makes. */
    public boolean isFairleads() {
        return label(Labels.MANAGED_BY.key()).equals(Optional.of(Labels.FAIRLEAD));
    }

    /** The tier that it was made for, as its labels say. */
    public Optional<TierId> tier() {
        return label(Labels.PART_OF.key())
                .flatMap(app -> label(Labels.TIER.key()).map(tier -> new TierId(app, tier)));
    }

    /** The addresses that a load balancer has given to this Service. */
    public List<Address> ingress() {
        return body.each("status", "loadBalancer", "ingress").stream()
                .flatMap(entry -> entry.text("ip").flatMap(Address::parse).stream())
                .toList();
    }

    /** Whether it is being deleted and only waits for its finalizers. */
    public boolean isTerminating() {
        return body.has("metadata", "deletionTimestamp");
    }
}
