package io.fairlead.rig;

/**
 * How MetalLB is configured, and with it which of the two clusters a test runs on: {@code @EnumSource Regime} runs it on
 * both.
 */
public enum Regime {
    /** IPAddressPool objects: MetalLB since 0.13, on the newest Kubernetes. */
    CRD("KUBERNETES", "METALLB", "metallb-native.yaml", "crd"),
    /** The ConfigMap {@code metallb-system/config}: MetalLB 0.12, on a Kubernetes of its time. */
    CONFIG_MAP("OLD_KUBERNETES", "OLD_METALLB", "metallb.yaml", "configmap");

    final String kubernetes;
    final String metalLb;
    final String metalLbManifests;
    final String metalLbCheck;

    Regime(String kubernetes, String metalLb, String metalLbManifests, String metalLbCheck) {
        this.kubernetes = kubernetes;
        this.metalLb = metalLb;
        this.metalLbManifests = metalLbManifests;
        this.metalLbCheck = metalLbCheck;
    }

    /** The cluster of this JVM with this regime, started when first asked for. */
    public RigCluster cluster() {
        return RigCluster.of(this);
    }
}
