package io.fairlead.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The stable name of a problem, for operators and alert rules. Each code has a cause, a fix, who can apply it, and an
 * example. The tables of docs/twin.md and {@code fairlead explain} are generated from it.
 *
 * <p>A code that a change of the network part can cause must also be listed in {@link #canComeFromNetwork}: only such a
 * code undoes a network part. A code that a new version of an app can cause must also be listed in {@code
 * plan.AppTrials}.
 */
public enum Code {
    // In the document.
    UnsupportedSchema(
            "`schema` is a version that this release does not know; or another release wrote the ledger",
            "set it to 1; or run that release",
            "schema: is 2, this release knows 1"),
    UnknownKey(
            "the key does not exist here; the message names the intended one if only one is similar or another tool uses this"
                    + " name (`environment` is `env`)",
            "correct or remove it",
            "apps.shop.tiers.web.imag: unknown; did you mean image?"),
    WrongType(
            "a value of the wrong type, such as a string in place of a number; also `null`",
            "use the type in the message",
            "apps.shop.tiers.web.replicas: must be a number"),
    MissingValue(
            "a required key is missing, or a list or map is empty; a pool is advertised by BGP and there is no peer, or none"
                    + " of a family of its addresses",
            "add it",
            "apps.shop.tiers.web.image: required"),
    OutOfRange(
            "a number or a quantity outside its range, a limit below the request, or a word that is not one of the choices; a pod"
                    + " network outside the cluster's own, or too small for it",
            "use a value in the range",
            "apps.shop.tiers.web.replicas: 500 is not in 0-220"),
    BadName(
            "an id, a zone or a name in it, a port, a `share`, a variable, a Secret, a node or its label, an interface or a path"
                    + " that violates its rule, or a name too long for its object",
            "rename it",
            "apps.Shop: use lower-case letters, digits and hyphens"),
    BadAddress(
            "not an address, a range or a CIDR; a range that ends before it begins or mixes IPv4 and IPv6",
            "correct the entry",
            "network.services.pools.default.addresses: 10.126.75.300 is not an address"),
    BadImage(
            "not an image reference; mostly upper case in the name, an empty tag or `https://`",
            "correct it",
            "apps.shop.tiers.web.image: https://registry.example/web:1"),
    BadQuantity(
            "a CPU or memory quantity that does not parse, is zero, or is finer than 1m CPU or one byte",
            "use one such as `250m` or `64Mi`",
            "apps.shop.tiers.web.resources.memory: 64 megabytes"),
    BadPort(
            "an entry that is not `[name=]port[:target][/TCP|UDP]`",
            "correct the entry",
            "apps.shop.tiers.web.ports: http:8080"),
    DuplicatePort(
            "the same port and protocol, or the same name, twice in a tier; or one port and protocol of two tiers with the same"
                    + " `share`: both are refused",
            "remove or rename one",
            "apps.shop.tiers.web.ports: 80/TCP twice"),
    SharingConflict(
            "of two tiers with the same `share`, both name an `address` or a `pool`, and not the same, or one has `trafficPolicy:"
                    + " Local`; in the cluster, a Service that has the address conflicts with the tier's: it lacks the sharing key,"
                    + " has one of its ports, or sends traffic to other pods with `Local`; Fairlead's Service that has its address"
                    + " then stays unchanged",
            "name one address or pool, at any of the tiers; use `Cluster`; or change the Service that the message names",
            "apps.shop.tiers.web.share: apps.mail.tiers.smtp requests another address"),
    NameCollision(
            "two tiers have the same object name, such as tier `b-c` of app `a` and tier `c` of app `a-b`: both are refused; or two"
                    + " files of a tier have the same path, or one has the path of the other's folder",
            "rename one",
            "apps.a.tiers.b-c: its Deployment has the same name as that of apps.a-b.tiers.c"),
    Overlap(
            "the same address twice: inside a pool, in two pools (both are named), in a pool and `nodes.range`, `pods.cidr` or"
                    + " `clusterIps.cidr`, in any of these and a BGP peer, in two BGP peers; in the cluster also a pool that Fairlead"
                    + " did not create, a cluster IP, a Calico IPPool, a node's `podCIDRs`; a zone of `dns` twice, one that CoreDNS"
                    + " already serves, or one with names of the cluster",
            "remove it from one of them",
            "network.services.pools.default.addresses: 10.126.75.206 is also in IPAddressPool lab"),
    ReservedAddress(
            "172.28.0.1 and 172.28.0.10 (the device's own), a node's address, the network or broadcast address of its subnet"
                    + " (IPv6: the router's), or loopback, link-local, multicast and other addresses that no host may have, in"
                    + " pools and as servers of `dns.forward`",
            "choose another",
            "network.services.pools.default.addresses: 10.126.75.255 is the broadcast address"),
    ReservedPort(
            "an external tier with port 31000, 31001, 35000 or 35001",
            "choose another",
            "apps.shop.tiers.web.ports: 31000 is the device's own"),
    UnknownReference(
            "a `pool`, `needs`, a record's `app` or `tier`, a file's `tiers` or a probe's port names what the twin does not have,"
                    + " or `rollbackTo` a revision that is not kept",
            "correct it, or add it",
            "apps.shop.tiers.web.needs: there is no tier dv"),
    NeedsCycle(
            "tiers need each other in a cycle; the message has the cycle",
            "remove one of the `needs`",
            "apps.shop: web -> db -> web"),
    PoolTooSmall(
            "more external tiers, with `dns.serve`, than usable addresses: in a pool, counting the tiers that name it or request"
                    + " one of its addresses; in all pools with `autoAssign`, counting the others too; or fewer are left than `keepFree`",
            "add addresses, or use another pool",
            "network.services.pools.default.addresses: 6 tiers, 5 addresses"),
    AddressNotInPool(
            "`address`, of a tier or of `dns.serve`, is not in its pool, is in no pool of the twin if it names none, or is left out"
                    + " by `avoidBuggyIPs`; with `observe`, addresses of the twin are in no pool of the cluster",
            "choose an address of the pool; or enter the range on the device",
            "apps.shop.tiers.web.address: 10.126.75.90 is not in pool default"),
    AddressTaken(
            "two tiers without a common `share`, or one and `dns.serve`, request one address (both are refused), or a Service of"
                    + " the cluster or another tier has it",
            "give each its own address, or the tiers one `share`",
            "apps.shop.tiers.web.address: 10.126.75.207 is used by Service lab/printer"),
    ForbiddenSetting(
            "an image from a registry that the module's setting `FAIRLEAD_REGISTRIES` does not name; create options that a"
                    + " stateless, unprivileged app must not have; or the cluster refuses the object (a quota, an admission"
                    + " policy, an immutable field), and the message has its reason",
            "use one of the registries in the message, or change the setting; remove the options; or do what the message says",
            "apps.shop.tiers.web.createOptions.HostConfig.Privileged: an app must not be privileged"),
    UnsupportedSetting(
            "`pool`, `address`, `share` or `trafficPolicy` on a tier that is not external, or a record of one; a tier's key beside"
                    + " `tiers`; one of two keys that exclude each other; a `command` that ends inside a quote; a setting that this"
                    + " load balancer does not have",
            "remove or move it",
            "apps.shop.tiers.db.pool: the tier is internal"),
    TooLarge(
            "over one of IoT Hub's limits; more than 64 files of an app; or the"
                    + " cluster has more or larger objects of a kind than the module reads, and the message"
                    + " names it",
            "shorten or flatten it; or remove what the message names",
            "desired: 34120 bytes, IoT Hub takes 32768"),
    EmptyDesired(
            "the document would remove every app, or every pool in use",
            "set `control.allowEmpty` if that is intended",
            "apps: would remove every app (mail, shop)"),
    SecretInTwin(
            "a literal value under a name such as PASSWORD, SECRET, TOKEN, KEY, or a value with a key in it; names that end in"
                    + " FILE, PATH, NAME, ID and the like are not checked",
            "put it into a Secret and name that in `secretEnv`: everybody with service rights can read the twin",
            "apps.shop.tiers.db.env.DB_PASSWORD: a secret in the twin"),
    IgnoredSetting(
            "a key of create options that has no effect in the cluster, see Create options in docs/twin.md",
            "remove it",
            "apps.shop.createOptions.HostConfig.LogConfig: has no effect in the cluster"),

    // Against the cluster.
    ModuleFault(
            FixedBy.FAIRLEAD,
            "an error in the module, in reading the document (all of it is refused, `ac` 500) or in a cycle (nothing is changed);"
                    + " the last good state stays, and the module retries every 10 s. The log has the details; the report never has"
                    + " the text of an exception",
            "send the last desired properties that worked, and report the error with the log",
            "module: an error in the module (IllegalStateException in Planner.java:61)"),
    LedgerDamaged(
            FixedBy.CLUSTER,
            "the text in the ConfigMap `fairlead-ledger` was damaged. It is kept in the same ConfigMap under `damaged-ledger.json`"
                    + " and `damaged-history.json`, and a new ledger is built from the addresses that Services have and request, so that every"
                    + " address stays. Revision numbers go on after the highest that the damaged text names",
            "the message names what was lost, and the objects that belong to no app of the twin; remove the two keys when you"
                    + " no longer need them",
            "ConfigMap fairlead/fairlead-ledger: its text was damaged and is kept under damaged-ledger.json"),
    LedgerNewer(
            FixedBy.CLUSTER,
            "a later release of the module wrote the ledger; nothing is changed and the ledger stays as it is",
            "run that release again, or delete the ConfigMap",
            "ConfigMap fairlead/fairlead-ledger: a later release of the module wrote it"),
    ApplyFailed(
            FixedBy.TIME,
            "a write to the cluster got no answer, or an unexpected one; it may or may not have been done. The module retries"
                    + " after 1 s, then less often, at least once a minute",
            "if it persists, look at the API server; the message has its error",
            "Deployment apps/shop-web: etcdserver: request timed out"),
    Paused(
            FixedBy.TWIN,
            "`control.paused` is `true`, so the steps in the message are not carried out",
            "set `control.paused` to `false`",
            "control.paused: not done: apply Deployment apps/shop-web (differs)"),
    AddressInUse(
            FixedBy.TWIN,
            "the change would take an address from a running Service, also one of others, and `onShrink` does not allow it; the old pools"
                    + " stay. Or a version of an app that did not become Ready cannot be undone without that",
            "keep the address in the pool, first move or remove the Service, or choose another `onShrink`; or send another version"
                    + " of the app",
            "network.services.pools.default.addresses: 10.126.75.208 is used by Service lab/printer"),
    NoRights(
            FixedBy.CLUSTER,
            "the module may not read or write what the document needs; see Rights in docs/twin.md",
            "apply the file in the message",
            "network.services.pools: the module may not write pools; apply module/rbac/pools.yaml"),
    Conflict(
            FixedBy.CLUSTER,
            "an object of that name was not created by Fairlead, or another field manager has the field with another value; or a"
                    + " BGP session that Fairlead did not create conflicts with the twin's; or CoreDNS's configuration cannot be read",
            "correct that; rename the app, or remove the object; `control.takeOwnership` where the message offers it",
            "apps.shop: Deployment apps/shop-web exists and was not created by Fairlead"),
    Contended(
            FixedBy.CLUSTER,
            "another writer undoes what Fairlead writes; after three times in ten minutes Fairlead stops, see Ownership in"
                    + " docs/twin.md. Or the address of a Service would change more than five times in ten minutes, so it keeps the"
                    + " one it has",
            "let only one of the two write it; give the tier an `address`, then set another `reconcileNonce`",
            "Service apps/shop-web: kubectl changes .spec.ports[0].port from 80 to 81"),
    NoLoadBalancer(
            FixedBy.CLUSTER,
            "the cluster serves no IPAddressPool, and there is no ConfigMap of MetalLB",
            "install MetalLB, or apply `module/rbac/pools.yaml`",
            "network.services.pools: the cluster serves no IPAddressPool of MetalLB"),
    NotAdvertised(
            FixedBy.CLUSTER,
            "no node announces the address: there is no advertisement, it selects no node, no such node is Ready and has its"
                    + " network, or none reports it",
            "the message says what is missing",
            "no L2Advertisement or BGPAdvertisement selects the pool of 10.126.75.206"),
    NodeExcluded(
            FixedBy.CLUSTER,
            "every node that could announce it has the label `node.kubernetes.io/exclude-from-external-load-balancers`, which"
                    + " MetalLB honours since 0.14.2, and none reports that it announces",
            "remove the label",
            "every node that could announce it (node-a) has the label"),
    PodCidrDiffers(
            FixedBy.TWIN,
            "pods have addresses of another network than `pods.cidr`; the message says what `apply` would do, or what a move waits"
                    + " for",
            "set `pods.change` to `apply` or correct `pods.cidr`; restart the pods that it names",
            "network.pods.cidr: pods have addresses of 172.27.0.0/16"),
    NodeOutOfRange(
            FixedBy.TWIN,
            "a node's address lies outside `nodes.range`, or the range has no address more than there are nodes",
            "correct the range, or the node IPs on the device",
            "network.nodes.range: node-a has 10.126.75.210"),
    PoolExhausted(
            FixedBy.TWIN,
            "no address is free, except those that `keepFree` keeps or that a refused network part leaves out: while a network"
                    + " part is refused, no address is assigned that its pools do not have",
            "add addresses, or remove an app",
            "apps.shop.tiers.web: no address of pool default is free"),
    AddressConflict(
            FixedBy.CLUSTER,
            "another Service has the address, or the Service has another one",
            "remove the other Service, or choose another address",
            "10.126.75.206 is used by Service lab/printer too"),
    DnsNotAnswering(
            FixedBy.CLUSTER,
            "the cluster's DNS does not answer a record, so that the text before it is restored; or a forward's servers do not"
                    + " answer; the message has what was answered",
            "look at CoreDNS's log; correct what it does not accept",
            "network.dns.records.shop: shop.edge.local is not answered"),
    NoEndpoints(
            FixedBy.APP,
            "no pod behind the Service is ready",
            "look at the pods; the message has the Deployment's reason",
            "no pod behind Service apps/shop-web is ready"),
    ImagePull(
            FixedBy.TWIN,
            "the image cannot be pulled; the message has the registry's error",
            "correct the image, the pull secret or the registry",
            "cannot pull registry.example/web:2: not found"),
    CrashLoop(
            FixedBy.APP,
            "the program exits again and again; the message has its last exit code and the last line of its log",
            "correct the program or its settings",
            "Pod apps/shop-web-5c7d ends again and again, last with exit code 1"),
    Unschedulable(
            FixedBy.TWIN,
            "no node has room for the pod; the message names the missing resources",
            "request less, stop another app, or free a node",
            "no node takes Pod apps/shop-web-5c7d, too little memory"),
    ControllerMissing(
            FixedBy.CLUSTER,
            "no controller acts on the object: MetalLB's controller, or the deployment controller",
            "start the controller",
            "no controller has taken up the last change of Deployment apps/shop-web"),
    DeadlineExceeded(
            FixedBy.CLUSTER,
            "the object is not there after 60 s, or a quota or a missing Secret prevents pods; the message says what",
            "look at the object that the message names",
            "Deployment apps/shop-web does not exist"),
    RollbackDone(
            FixedBy.TWIN,
            "the document's network part was undone, because a tier could not be reached with it; the last good one is in force",
            "the message names the tier and the cause; send another network part",
            "network: revision 7 is undone: shop/web could be reached before it"),
    AppRolledBack(
            FixedBy.TWIN,
            "a new version of an app with `onFailure: rollBack` did not become Ready and was undone; the last good one is in force",
            "the message names the tier and the cause; correct that and send another version of the app",
            "apps.shop: revision 7 is undone: shop/web was Ready before it"),
    WebhookDown(
            FixedBy.CLUSTER,
            "an admission webhook of the cluster does not answer, so that the API server refuses the object; the message has its"
                    + " name and why",
            "start the Deployment that serves it (for MetalLB: its controller); the module retries within a minute",
            "IPAddressPool metallb-system/fairlead-default: failed calling webhook"),
    ClusterUnreachable(
            FixedBy.CLUSTER,
            "the API server cannot be read; phase `Blind`, and nothing is changed until it can",
            "look at the API server and the network to it; the message has the cause",
            "cluster: no answer from https://172.28.0.1:443"),
    CredentialExpiring(
            FixedBy.CLUSTER,
            "the certificate or the token in the kubeconfig expires soon: a certificate within 30 days. After that the cluster"
                    + " cannot be read",
            "put a new kubeconfig in its place, without a restart; the message has the command",
            "device.credentialExpires: the certificate of user fairlead ends on 2027-01-28T10:00:00Z");

    private final boolean inDocument;
    private final FixedBy fixedBy;
    private final String cause;
    private final String fix;
    private final String example;

    /** A code found in the document. The author of the twin fixes it. */
    Code(String cause, String fix, String example) {
        this(true, FixedBy.TWIN, cause, fix, example);
    }

    /** A code found against the cluster. */
    Code(FixedBy fixedBy, String cause, String fix, String example) {
        this(false, fixedBy, cause, fix, example);
    }

    Code(boolean inDocument, FixedBy fixedBy, String cause, String fix, String example) {
        this.inDocument = inDocument;
        this.fixedBy = fixedBy;
        this.cause = cause;
        this.fix = fix;
        this.example = example;
    }

    /** The code of that name, ignoring case. */
    public static Optional<Code> of(String name) {
        return Arrays.stream(values())
                .filter(code -> code.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether a document with this code is still accepted and applied. */
    public boolean isWarning() {
        return switch (this) {
            case SecretInTwin,
                    IgnoredSetting,
                    NodeOutOfRange,
                    PodCidrDiffers,
                    LedgerDamaged,
                    Paused,
                    CredentialExpiring -> true;
            default -> false;
        };
    }

    /** How severe it is. */
    public Severity severity() {
        return isWarning() ? Severity.warning : Severity.error;
    }

    /**
     * Whether pools or their announcement can be the cause. If a tier gets such a code after a change of the network
     * part, the change is undone. A failing pod or a missing controller is not such a cause.
     */
    public boolean canComeFromNetwork() {
        return switch (this) {
            case AddressNotInPool, AddressConflict, PoolExhausted, NotAdvertised, NodeExcluded -> true;
            default -> false;
        };
    }

    /** Whether it is found in the document alone, without a cluster. */
    public boolean isInDocument() {
        return inDocument;
    }

    /** Who can fix it. */
    public FixedBy fixedBy() {
        return fixedBy;
    }

    /** What is wrong. */
    public String cause() {
        return cause;
    }

    /** How it is fixed. */
    public String fix() {
        return fix;
    }

    /** An example of a problem with this code, with path and message. */
    public String example() {
        return example;
    }
}
