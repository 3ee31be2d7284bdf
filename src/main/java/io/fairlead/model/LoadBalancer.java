package io.fairlead.model;

/** How the load balancer of the cluster is configured, detected by what the API server serves. */
public enum LoadBalancer {
    /** MetalLB with custom resources that reads annotations {@code metallb.io/…} (0.15 and later). */
    METALLB_CRD("MetalLB (CRD)", "metallb.io/"),
    /** MetalLB with custom resources of a version that may only read {@code metallb.universe.tf/…} (0.13, 0.14). */
    METALLB_CRD_OLD("MetalLB (CRD)", "metallb.universe.tf/"),
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

    /** What the keys of its Service annotations begin with. */
    public String annotationPrefix() {
        return annotationPrefix;
    }
}
