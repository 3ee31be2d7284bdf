package io.fairlead.network.metallb;

import io.fairlead.address.Address;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer.Announcements;
import io.fairlead.model.LoadBalancer.Fault;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.PoolObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * MetalLB's pools and announcements.
 *
 * @param heedsLabel whether a node with the label that excludes it from load balancers announces nothing
 * @param observed the cluster
 * @param pools all IPAddressPools
 * @param reports what the speakers report of each Service
 */
record SeenAnnouncements(
        boolean heedsLabel, Observed observed, List<PoolObject> pools, Map<ObjectRef, List<LiveObject>> reports)
        implements Announcements {

    SeenAnnouncements {
        pools = List.copyOf(pools);
        reports = Collections.unmodifiableMap(new HashMap<>(reports));
    }

    static SeenAnnouncements of(boolean heedsLabel, Observed observed) {
        Map<ObjectRef, List<LiveObject>> reports = Stream.of(Announcement.L2_STATUS, Announcement.BGP_STATUS)
                .flatMap(observed::stream)
                .filter(report -> report.body()
                        .text("status", "node")
                        .filter(node -> !node.isEmpty())
                        .isPresent())
                .collect(Collectors.groupingBy(SeenAnnouncements::service));
        return new SeenAnnouncements(heedsLabel, observed, PoolManifests.pools(observed), reports);
    }

    private static ObjectRef service(LiveObject report) {
        Fields status = report.body().at("status");
        return ObjectRef.service(
                status.text("serviceNamespace").orElse(""),
                status.text("serviceName").orElse(""));
    }

    @Override
    public Optional<Fault> unadvertised(LiveObject service, Address address) {
        return new Announcement(this, service, address).unadvertised();
    }

    @Override
    public Optional<Fault> unannounced(LiveObject service, Address address) {
        return new Announcement(this, service, address).unannounced();
    }

    @Override
    public Optional<String> announcer(LiveObject service, Address address) {
        return new Announcement(this, service, address).note();
    }
}
