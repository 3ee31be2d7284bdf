package io.fairlead.network.metallb;

import io.fairlead.address.Address;
import io.fairlead.model.Area;
import io.fairlead.model.CustomKind;
import io.fairlead.model.Feature;
import io.fairlead.model.Fields;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.LoadBalancer.Announcements;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Placement;
import io.fairlead.model.PoolObject;
import io.fairlead.model.PoolWriter;
import io.fairlead.model.ServiceFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** MetalLB, by the way it is configured. */
public enum MetalLb implements LoadBalancer {
    /** Configured by custom resources; reads annotations {@code metallb.io/…} (0.15 and later). */
    CRD("MetalLB (CRD)", MetalLb.PREFIX),
    /** Configured by custom resources; may read only annotations {@code metallb.universe.tf/…} (0.13, 0.14). */
    CRD_OLD("MetalLB (CRD)", MetalLb.OLD_PREFIX),
    /** Configured by a ConfigMap (before 0.13). */
    CONFIG_MAP("MetalLB (ConfigMap)", MetalLb.OLD_PREFIX),
    /** Configured by a ConfigMap whose text it refuses. The configuration that it still uses is only in its memory. */
    CONFIG_MAP_REFUSED("MetalLB (ConfigMap)", MetalLb.OLD_PREFIX),
    /** Not found. It may still run with a ConfigMap that the module may not read. */
    UNSEEN("none", MetalLb.OLD_PREFIX);

    /** The prefix of its Service annotations. */
    public static final String PREFIX = "metallb.io/";

    /** The prefix before 0.15. */
    public static final String OLD_PREFIX = "metallb.universe.tf/";

    /** Both prefixes, the one with precedence first. */
    public static final List<String> PREFIXES = List.of(PREFIX, OLD_PREFIX);

    /** The annotation with the addresses that a Service requests, without prefix. */
    public static final String ADDRESSES = "loadBalancerIPs";

    /** The annotation with the key by which a Service shares its address, without prefix. */
    public static final String SHARING_KEY = "allow-shared-ip";

    /** The annotation with the pool that a Service names, without prefix. */
    public static final String POOL = "address-pool";

    /** The annotation in which MetalLB records the pool of the given address, without prefix. */
    public static final String GIVEN_FROM = "ip-allocated-from-pool";

    private static final CustomKind STATUS_OF_BGP =
            new CustomKind(MetalLbKind.STATUS_VERSION, Announcement.BGP_STATUS, Set.of());

    private static final CustomKind POOLS =
            new CustomKind(MetalLbKind.POOL.apiVersion(), MetalLbKind.POOL.title(), Set.of(Area.POOLS));

    private final String title;
    private final String prefix;

    MetalLb(String title, String prefix) {
        this.title = title;
        this.prefix = prefix;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<CustomKind> kinds() {
        return List.of(
                POOLS,
                kind(MetalLbKind.L2, Area.POOLS),
                new CustomKind(MetalLbKind.STATUS_VERSION, Announcement.L2_STATUS, Set.of()),
                kind(MetalLbKind.PEER, Area.BGP),
                kind(MetalLbKind.BGP, Area.BGP),
                kind(MetalLbKind.BFD, Area.BGP),
                STATUS_OF_BGP);
    }

    @Override
    public List<String> annotations() {
        return PREFIXES;
    }

    private static CustomKind kind(MetalLbKind kind, Area area) {
        return new CustomKind(kind.apiVersion(), kind.title(), Set.of(area));
    }

    /**
     * MetalLB reads annotations {@code metallb.io/…} since 0.14.9. Version 0.14.8 serves the same kinds and does not
     * read them. ServiceBGPStatus exists since 0.15.
     *
     * @see <a href="https://metallb.io/release-notes/">MetalLB's release notes</a>
     */
    @Override
    public Optional<LoadBalancer> detect(Set<CustomKind> served) {
        if (!served.contains(POOLS)) {
            return Optional.empty();
        }
        return Optional.of(served.contains(STATUS_OF_BGP) ? CRD : CRD_OLD);
    }

    @Override
    public boolean isPresent() {
        return this != UNSEEN;
    }

    @Override
    public boolean hasPools() {
        return this != CONFIG_MAP_REFUSED && this != UNSEEN;
    }

    @Override
    public Map<Feature, String> lacks() {
        return this == CONFIG_MAP ? TextLimits.LACKS : Map.of();
    }

    @Override
    public String poolKind() {
        return MetalLbKind.POOL.title();
    }

    @Override
    public List<PoolObject> pools(Observed observed) {
        return PoolManifests.pools(observed);
    }

    @Override
    public Optional<PoolWriter> writer() {
        return Optional.of(PoolManifests.WRITER);
    }

    @Override
    public Optional<Area> area(ObjectRef ref) {
        return ref.apiVersion().startsWith(MetalLbKind.GROUP)
                ? Optional.of(MetalLbKind.isBgp(ref) ? Area.BGP : Area.POOLS)
                : Optional.empty();
    }

    /**
     * Versions before 0.12 know only {@code spec.loadBalancerIP}. Version 0.12 knows both, and refuses a Service that
     * has both.
     */
    @Override
    public ServiceFields place(Placement placement) {
        Map<String, String> annotations = new LinkedHashMap<>();
        Map<String, String> spec = new LinkedHashMap<>();
        boolean byAnnotation = isByObjects();
        placement.sharingKey().ifPresent(key -> annotations.put(prefix + SHARING_KEY, key));
        placement.poolObjectName().ifPresent(pool -> annotations.put(prefix + POOL, pool));
        placement.pin().map(Address::toString).ifPresent(pin -> {
            if (byAnnotation) {
                annotations.put(prefix + ADDRESSES, pin);
            } else {
                spec.put("loadBalancerIP", pin);
            }
        });
        return new ServiceFields(annotations, spec);
    }

    /** Whether it is configured by custom resources. */
    boolean isByObjects() {
        return this == CRD || this == CRD_OLD;
    }

    /** Reads both annotations and {@code spec.loadBalancerIP}, in any version. */
    @Override
    public Stream<Address> asked(Fields service) {
        return Stream.concat(annotation(service, ADDRESSES), service.text("spec", "loadBalancerIP").stream())
                .flatMap(text -> Stream.of(text.split(",")))
                .flatMap(text -> Address.parse(text).stream());
    }

    @Override
    public String sharingKey(Fields service) {
        return annotation(service, SHARING_KEY).findFirst().orElse("");
    }

    private static Stream<String> annotation(Fields service, String name) {
        return PREFIXES.stream().flatMap(each -> service.text("metadata", "annotations", each + name).stream());
    }

    @Override
    public Announcements announcements(Observed observed) {
        return SeenAnnouncements.of(isByObjects(), observed);
    }

    @Override
    public Map<ObjectRef, SortedSet<String>> announcers(Observed observed) {
        return Speakers.of(observed);
    }
}
