package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A load balancer as the rest of Fairlead sees it, in the state in which it was detected. Each one has its own package
 * below {@code network}; no other package knows its details.
 */
public interface LoadBalancer {

    /** Its name in the report. */
    String title();

    /** The kinds that the module reads for it. */
    List<CustomKind> kinds();

    /** The prefixes of the annotations that it reads or writes. */
    List<String> annotations();

    /** The load balancer as configured in a cluster that serves these of its kinds; empty if they do not show it. */
    Optional<LoadBalancer> detect(Set<CustomKind> served);

    /** Whether it was found in the cluster. */
    boolean isPresent();

    /** Whether its pools can be read. */
    boolean hasPools();

    /** The features that it lacks, each with the reason as a message to the user. */
    Map<Feature, String> lacks();

    /** Whether it has this feature. */
    default boolean has(Feature feature) {
        return !lacks().containsKey(feature);
    }

    /** The kind of its pools, for messages. */
    String poolKind();

    /** All its pools, by any creator. */
    List<PoolObject> pools(Observed observed);

    /** The writer of its pools; empty if they are only read. */
    Optional<PoolWriter> writer();

    /** The area of rights of an object that is part of its configuration; empty for others. */
    Optional<Area> area(ObjectRef ref);

    /** The annotations and fields of a Service that request this placement. */
    ServiceFields place(Placement placement);

    /** The addresses that a Service requests, given or not. */
    Stream<Address> asked(Fields service);

    /** The key by which a Service shares its address; empty if it does not share. */
    String sharingKey(Fields service);

    /** What the cluster shows of its pools and announcements. */
    Announcements announcements(Observed observed);

    /** The nodes that announce each Service, for example {@code node-a (L2)}. */
    Map<ObjectRef, SortedSet<String>> announcers(Observed observed);

    /**
     * A fault of an announcement.
     *
     * @param code its code
     * @param message the cause
     */
    record Fault(Code code, String message) {}

    /** The pools and announcements in one snapshot of the cluster. What all Services have in common is read once. */
    interface Announcements {

        /** All pools, by any creator. */
        List<PoolObject> pools();

        /** Why no node can advertise the address of a Service. */
        Optional<Fault> unadvertised(LiveObject service, Address address);

        /** Why no node is known to announce the address, if the cluster reports announcements. */
        Optional<Fault> unannounced(LiveObject service, Address address);

        /** A note on who announces the address; empty if that is fully known. */
        Optional<String> announcer(LiveObject service, Address address);
    }
}
