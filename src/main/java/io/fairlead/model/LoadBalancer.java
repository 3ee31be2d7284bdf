package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What the rest of Fairlead has to know of a load balancer, in the state in which it was found. Each is a room of its own
 * below {@code network}; nothing outside that room has words of it.
 */
public interface LoadBalancer {

    /** Its name in the report. */
    String title();

    /** The kinds that are read of it. */
    List<CustomKind> kinds();

    /** What the keys of the annotations begin with that it reads or writes. */
    List<String> annotations();

    /** The same load balancer as it is in a cluster that serves these of its kinds; empty where they do not show it. */
    Optional<LoadBalancer> detect(Set<CustomKind> served);

    /** Whether it was found in the cluster. */
    boolean isPresent();

    /** Whether its pools can be known. */
    boolean hasPools();

    /** What it cannot do, each with the reason as a message to the user says it. */
    Map<Feature, String> lacks();

    /** Whether it can do this. */
    default boolean has(Feature feature) {
        return !lacks().containsKey(feature);
    }

    /** What one of its pools is called in a message. */
    String poolKind();

    /** Its pools, anybody's. */
    List<PoolObject> pools(Observed observed);

    /** How pools are written; empty where they are only read. */
    Optional<PoolWriter> writer();

    /** The area of rights of an object that is part of its configuration; empty for others. */
    Optional<Area> area(ObjectRef ref);

    /** What a Service says that is to have an address. */
    ServiceFields place(Placement placement);

    /** The addresses that a Service asks for, given or not. */
    Stream<Address> asked(Fields service);

    /** The key by which a Service shares its address, empty where it shares with nobody. */
    String sharingKey(Fields service);

    /** Why the address of a Service is not advertised by any node. */
    Optional<Fault> unadvertised(Observed observed, LiveObject service, Address address);

    /** Why no node is known to announce it, where the cluster shows such things. */
    Optional<Fault> unannounced(Observed observed, LiveObject service, Address address);

    /** Who announces it where that is worth a note: it is unknown, or known but for a rest. */
    Optional<String> announcer(Observed observed, LiveObject service, Address address);

    /** The nodes that announce each Service, as the cluster says: {@code node-a (L2)}. */
    Map<ObjectRef, SortedSet<String>> announcers(Observed observed);

    /**
     * What is wrong with an announcement.
     *
     * @param code its code
     * @param message what is wrong
     */
    record Fault(Code code, String message) {}
}
