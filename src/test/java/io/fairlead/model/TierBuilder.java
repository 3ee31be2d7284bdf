package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tier for a test, which names only what matters to it: {@code TierBuilder.of("shop", "web").replicas(2).build()}. */
public final class TierBuilder {

    private final TierId id;
    private String objectName;
    private String image;
    private int replicas = 1;
    private Expose expose = Expose.NONE;
    private List<Port> ports = List.of();
    private Optional<String> pool = Optional.empty();
    private Optional<Address> address = Optional.empty();
    private Optional<String> share = Optional.empty();
    private Map<String, String> env = Map.of();
    private List<String> needs = List.of();
    private PodSettings pod = PodSettings.DEFAULT;

    private TierBuilder(TierId id) {
        this.id = id;
        this.objectName = id.app() + "-" + id.tier();
        this.image = "registry.test/" + id.tier() + ":1";
    }

    /** A tier of one pod that is not exposed. */
    public static TierBuilder of(String app, String tier) {
        return new TierBuilder(new TierId(app, tier));
    }

    /** Names its objects otherwise than {@code <app>-<tier>}. */
    public TierBuilder objectName(String name) {
        objectName = name;
        return this;
    }

    /** Sets the image. */
    public TierBuilder image(String reference) {
        image = reference;
        return this;
    }

    /** Sets the number of pods. */
    public TierBuilder replicas(int number) {
        replicas = number;
        return this;
    }

    /** Exposes it. */
    public TierBuilder expose(Expose how, List<Port> with) {
        expose = how;
        ports = with;
        return this;
    }

    /** Names the pool of its address. */
    public TierBuilder pool(Optional<String> named) {
        pool = named;
        return this;
    }

    /** Asks for an address. */
    public TierBuilder address(Optional<Address> asked) {
        address = asked;
        return this;
    }

    /** Shares its address. */
    public TierBuilder share(Optional<String> key) {
        share = key;
        return this;
    }

    /** Sets the environment. */
    public TierBuilder env(Map<String, String> variables) {
        env = variables;
        return this;
    }

    /** Names the tiers that it needs. */
    public TierBuilder needs(List<String> tiers) {
        needs = tiers;
        return this;
    }

    /** Sets how its pods run. */
    public TierBuilder pod(PodSettings settings) {
        pod = settings;
        return this;
    }

    /** The tier. */
    public Tier build() {
        return new Tier(
                id,
                objectName,
                Image.of(image),
                replicas,
                expose,
                ports,
                pool,
                address,
                share,
                TrafficPolicy.CLUSTER,
                new TreeMap<>(env),
                needs,
                pod);
    }
}
