package io.fairlead.model;

import io.fairlead.address.Address;
import io.fairlead.address.ByAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All objects of a snapshot, with indexes for frequent queries.
 *
 * @param all all objects
 * @param byKind the objects by kind
 * @param byAddress the Services by the addresses in their status
 * @param byOwner EndpointSlices and Pods by the Service or app that their labels name
 */
public record LiveObjects(
        SortedMap<ObjectRef, LiveObject> all,
        Map<String, List<LiveObject>> byKind,
        ByAddress<LiveObject> byAddress,
        Map<Owner, List<LiveObject>> byOwner) {

    /** The label that names the owner of an object, by kind. */
    private static final Map<String, String> OWNER_LABELS =
            Map.of("EndpointSlice", "kubernetes.io/service-name", "Pod", Labels.NAME.key());

    /**
     * The owner that the label of an object names.
     *
     * @param kind the object's kind
     * @param namespace its namespace
     * @param name the name in its label
     */
    public record Owner(String kind, String namespace, String name) {}

    /** Copies the objects and builds the indexes from them; given indexes are ignored. */
    public LiveObjects {
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        byKind = new HashMap<>();
        NavigableMap<Address, List<LiveObject>> holders = new TreeMap<>();
        byOwner = new HashMap<>();
        for (LiveObject object : all.values()) {
            String kind = object.ref().kind();
            add(byKind, kind, object);
            if (kind.equals("Service")) {
                for (Address address : object.ingress()) {
                    add(holders, address, object);
                }
            }
            Optional<String> owner = Optional.ofNullable(OWNER_LABELS.get(kind)).flatMap(object::label);
            if (owner.isPresent()) {
                add(byOwner, new Owner(kind, object.ref().namespace(), owner.get()), object);
            }
        }
        byKind = Collections.unmodifiableMap(byKind);
        byAddress = new ByAddress<>(holders);
        byOwner = Collections.unmodifiableMap(byOwner);
    }

    /** The objects of a snapshot. */
    public LiveObjects(SortedMap<ObjectRef, LiveObject> all) {
        this(all, Map.of(), new ByAddress<>(new TreeMap<>()), Map.of());
    }

    private static <K> void add(Map<K, List<LiveObject>> index, K key, LiveObject object) {
        index.computeIfAbsent(key, any -> new ArrayList<>()).add(object);
    }
}
