package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names that the cluster's DNS answers in addition to its own.
 *
 * @param zone the zone of the records
 * @param ttl how long an answer may be cached, in seconds
 * @param records the records by id
 * @param forward the zones that are forwarded to other servers, by id
 * @param serve the address at which the LAN is answered, if it is
 */
public record Dns(
        String zone,
        int ttl,
        SortedMap<String, DnsRecord> records,
        SortedMap<String, DnsForward> forward,
        Optional<DnsServe> serve) {

    /** Copies the maps. */
    public Dns {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        forward = Collections.unmodifiableSortedMap(new TreeMap<>(forward));
    }

    /** Whether {@code name} is {@code zone} or lies below it. */
    public static boolean isWithin(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }
}
