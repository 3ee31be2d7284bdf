package io.fairlead.model;

/** How the load balancer of the cluster is configured, detected by what the API server serves. */
public enum LoadBalancer {
    /** MetalLB with custom resources that reads annotations {@code metallb.io/…} (0.15 and later). */
    METALLB_CRD("MetalLB (CRD)", "metallb.io/"),
    /** MetalLB with custom resources of a version that may only read {@code metallb.universe.tf/…} (0.13, 0.14). */
    METALLB_CRD_OLD("MetalLB (CRD)", "metallb.universe.tf/"),
    /** MetalLB with a ConfigMap (before 0.13). */
    METALLB_CONFIG_MAP("MetalLB (ConfigMap)", "metallb.universe.tf/"),
    /** The same with a text that it refuses as a whole: what it goes on with is in its memory only. */
    METALLB_CONFIG_MAP_REFUSED("MetalLB (ConfigMap)", "metallb.universe.tf/"),
    /** None that is known. */
    NONE("none", "metallb.universe.tf/");

    private final String title;
    private final String annotationPrefix;

    LoadBalancer(String title, String annotationPrefix) {
        this.title = title;
        this.annotationPrefix = annotationPrefix;
    }

    /** Its name in the report. */
    public String title() {
        return title;
    }

    /** Whether its pools can be known. */
    public boolean hasPools() {
        return this != METALLB_CONFIG_MAP_REFUSED && this != NONE;
    }

    /**
     * Whether a Service is pinned by annotation. Before 0.12 only {@code spec.loadBalancerIP} was known; 0.12 knows both,
     * and refuses a Service that has both.
     */
    public boolean pinsByAnnotation() {
        return this == METALLB_CRD || this == METALLB_CRD_OLD;
    }

    /** What the keys of its Service annotations begin with. */
    public String annotationPrefix() {
        return annotationPrefix;
    }
}
