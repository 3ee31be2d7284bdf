package io.fairlead.desired;

import static io.fairlead.desired.Shape.byId;
import static io.fairlead.desired.Shape.choice;
import static io.fairlead.desired.Shape.fields;
import static io.fairlead.desired.Shape.flag;
import static io.fairlead.desired.Shape.items;
import static io.fairlead.desired.Shape.key;
import static io.fairlead.desired.Shape.text;
import static io.fairlead.desired.Shape.whole;

/**
 * Every key of the contract. To add a key, declare it here, in {@code schema/} and in docs/twin.md, then read it in
 * {@link NetworkReader}, {@link TierReader} or {@link ControlReader}.
 */
final class Keys {

    /** The only version of the contract. */
    static final int SCHEMA = 1;

    /**
     * The most replicas of a tier: the device with the most workers has two (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-kubernetes-overview">Kubernetes on
     * Azure Stack Edge</a>), and a kubelet runs 110 pods (<a
     * href="https://kubernetes.io/docs/setup/best-practices/cluster-large/">considerations for large clusters</a>).
     */
    static final int MOST_REPLICAS = 220;

    /**
     * The highest autonomous system number that the device accepts
     * (<a href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-configure-metallb-bgp-mode">BGP mode
     * on Azure Stack Edge</a>); {@link BgpReader} excludes the reserved numbers below it.
     */
    private static final long MOST_ASN = 4_294_967_294L;

    /**
     * The highest port that BGPPeer accepts since MetalLB 0.13 (<a href="https://metallb.io/apis/">MetalLB API
     * reference</a>).
     */
    private static final int MOST_BGP_PORT = 16_384;

    /** The key of the namespace of an app. */
    static final String NAMESPACE = "namespace";

    static final Shape.Fields POOL = fields(
            key("addresses", items()).demanded(),
            key("autoAssign", flag()),
            key("avoidBuggyIPs", flag()),
            key("advertise", choice("l2", "bgp", "both", "none")),
            key("interfaces", items()),
            key("nodes", items()));

    private static final Shape.Fields PEER = fields(
            key("address", text()).demanded(),
            key("asn", whole(1, MOST_ASN)).demanded(),
            key("port", whole(1, MOST_BGP_PORT)),
            key("holdTime", whole(0, 65535)),
            key("bfd", flag()),
            key("passwordSecret", text()));

    private static final Shape.Fields RECORD =
            fields(key("name", text()).demanded(), key("app", text()), key("tier", text()), key("address", text()));

    private static final Shape.Fields DNS = fields(
            key("zone", text()).demanded(),
            key("ttl", whole(0, 86400)),
            key("records", byId(RECORD)),
            key(
                    "forward",
                    byId(fields(
                            key("zone", text()).demanded(),
                            key("servers", items()).demanded()))),
            key("serve", fields(key("pool", text()), key("address", text()))));

    static final Shape.Fields NETWORK = fields(
            key("nodes", fields(key("range", items()))),
            key(
                    "services",
                    fields(
                            key("manage", choice("own", "adopt", "observe")),
                            key("onShrink", choice("refuse", "drain", "reassign")),
                            key("keepFree", whole(0, 65535)),
                            key("pools", byId(POOL)))),
            key(
                    "bgp",
                    fields(
                            key("localAsn", whole(1, MOST_ASN)).demanded(),
                            key("peers", byId(PEER)).demanded())),
            key("pods", fields(key("cidr", text()), key("change", choice("plan", "apply")))),
            key("clusterIps", fields(key("cidr", text()))),
            key("dns", DNS));

    static final Shape.Fields TIER = fields(
            key("image", text()).demanded(),
            key("replicas", whole(0, MOST_REPLICAS)),
            key("expose", choice("external", "internal", "none")),
            key("ports", items()),
            key("pool", text()),
            key("address", text()),
            key("share", text()),
            key("trafficPolicy", choice("Cluster", "Local")),
            key("needs", items()),
            key("env", new Shape.Keyed(NameRule.ENV, text())),
            key("secretEnv", new Shape.Keyed(NameRule.ENV, text())),
            key("command", items()),
            key("args", items()),
            key("probe", fields(key("http", text()), key("tcp", text()), key("port", text()))),
            key(
                    "resources",
                    fields(
                            key("cpu", text()),
                            key("memory", text()),
                            key("cpuLimit", text()),
                            key("memoryLimit", text()),
                            key("gpu", whole(0, 64)))),
            key("nodeSelector", items()),
            key("pullSecret", text()),
            key("security", choice("baseline", "restricted")),
            key("revision", text()),
            key(CreateOptions.KEY, new Shape.Anything()));

    private static final Shape.Fields CONFIG_FILE = fields(
            key("tiers", items()),
            key("path", text()).demanded(),
            key("content", text()).demanded());

    /** An app: its own keys and those of a tier, which an app without {@code tiers} may have directly. */
    static final Shape.Fields APP = fields(
                    key(NAMESPACE, text()),
                    key("isolate", flag()),
                    key("onFailure", choice("keep", "rollBack")),
                    key("tiers", byId(TIER)),
                    key("config", byId(CONFIG_FILE)))
            .with(TIER);

    static final Shape.Fields CONTROL = fields(
            key("paused", flag()),
            key("reconcileNonce", text()),
            key("allowEmpty", flag()),
            key("takeOwnership", items()),
            key("rollbackTo", whole(0, Integer.MAX_VALUE)));

    /** The whole document. */
    static final Shape.Fields ROOT = fields(
            key("schema", whole(SCHEMA, SCHEMA)).demanded(),
            key("network", NETWORK),
            key("apps", byId(APP)),
            key("control", CONTROL));

    private Keys() {}
}
