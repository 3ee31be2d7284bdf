package io.fairlead.page;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.App;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Credential;
import io.fairlead.model.Device;
import io.fairlead.model.Endpoint;
import io.fairlead.model.Expose;
import io.fairlead.model.Fields;
import io.fairlead.model.Image;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manage;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Phase;
import io.fairlead.model.Platform;
import io.fairlead.model.PodSettings;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolPolicy;
import io.fairlead.model.Port;
import io.fairlead.model.Problem;
import io.fairlead.model.Protocol;
import io.fairlead.model.Reservation;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.model.TrafficPolicy;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.page.view.HubContact;
import io.fairlead.page.view.PageState;
import io.fairlead.page.view.TimedEvent;
import io.fairlead.report.Acknowledged;
import io.fairlead.report.Acknowledgement;
import io.fairlead.report.Answers;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ModuleStatus;
import io.fairlead.report.NetworkInForce;
import io.fairlead.report.Past;
import io.fairlead.report.ProblemList;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Workloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A state of the module for the page, changed by each test. */
public final class PageWorld {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    public final List<Problem> problems = new ArrayList<>();
    public final SortedMap<String, App> apps = new TreeMap<>();
    public final SortedMap<TierId, TierHealth> health = new TreeMap<>();
    public final SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
    public final SortedMap<String, Pool> pools = new TreeMap<>();
    public final SortedMap<String, AddressSet> draining = new TreeMap<>();
    public final SortedMap<TierId, Reservation> reservations = new TreeMap<>();
    public final List<TimedEvent> events = new ArrayList<>();
    /** The rights of the module, beside those for apps. */
    public final Map<Area, Access> rights =
            new EnumMap<>(Map.of(Area.POOLS, Access.WRITE, Area.SERVICES, Access.READ, Area.NODES, Access.READ));

    /** When the credential of the kubeconfig ends; empty if it does not. */
    public Optional<Instant> credentialUntil = Optional.empty();

    public Phase phase = Phase.Converged;
    public int keepFree;
    /** Whether the last cycle could not read the cluster. */
    public boolean blind;

    /** Whether the module does not know the settings in force: it has no twin yet, or no ledger. */
    public boolean unsettled;

    public boolean hub = true;

    /** A pool of the twin. */
    public PageWorld pool(String id, String addresses) {
        pools.put(id, new Pool(id, AddressSet.of(addresses), true, false, Advertise.L2, List.of(), List.of()));
        return this;
    }

    /** A Ready tier with an address, a Service that has it, a node that announces it and a pod behind it. */
    public PageWorld tier(String app, String address) {
        TierId id = new TierId(app, "web");
        String name = app + "-web";
        TreeMap<String, Tier> tiers = new TreeMap<>();
        tiers.put("web", tier(id, name));
        apps.put(app, new App(app, Optional.empty(), tiers, true));
        reservations.put(id, new Reservation(Address.of(address), true));
        health.put(
                id,
                new TierHealth(
                        TierPhase.Ready,
                        Optional.empty(),
                        "",
                        1,
                        1,
                        Optional.of(Address.of(address)),
                        List.of(new Endpoint(name + "-1", "node-a", "172.27.0.5", true)),
                        List.of(app + ".edge.local"),
                        false));
        service(
                "fairlead-apps",
                name,
                address,
                Map.of(
                        "app.kubernetes.io/managed-by", "fairlead",
                        "app.kubernetes.io/part-of", app,
                        "fairlead.io/tier", "web"));
        return object(
                new ObjectRef("metallb.io/v1beta1", "ServiceL2Status", "metallb-system", "l2-" + app),
                Map.of("status", Map.of("node", "node-a", "serviceName", name, "serviceNamespace", "fairlead-apps")));
    }

    private static Tier tier(TierId id, String name) {
        return new Tier(
                id,
                name,
                Image.of("registry.test/web:1"),
                1,
                Expose.EXTERNAL,
                List.of(new Port("http", 80, 8080, Protocol.TCP)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TrafficPolicy.CLUSTER,
                new TreeMap<>(Map.of("LOG_LEVEL", "an-environment-value")),
                List.of(),
                PodSettings.DEFAULT);
    }

    /** A tier whose Service has no address yet. */
    public PageWorld waiting(String app, Code code, String message) {
        TierId id = new TierId(app, "web");
        apps.put(app, new App(app, Optional.empty(), new TreeMap<>(Map.of("web", tier(id, app + "-web"))), true));
        return failing(app, TierPhase.Failed, code, message);
    }

    /** The tier of an app as it is otherwise. */
    public PageWorld failing(String app, TierPhase tierPhase, Code code, String message) {
        health.put(
                new TierId(app, "web"),
                new TierHealth(tierPhase, Optional.of(code), message, 0, 1, Optional.empty(), List.of()));
        return this;
    }

    /** A Service of type LoadBalancer that has an address. */
    public PageWorld service(String namespace, String name, String address, Map<String, Object> labels) {
        return object(
                ObjectRef.service(namespace, name),
                Map.of(
                        "metadata", Map.of("labels", labels),
                        "spec", Map.of("type", "LoadBalancer"),
                        "status", Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", address))))));
    }

    /** A node. */
    public PageWorld node(String name, String address) {
        return object(
                new ObjectRef("v1", "Node", "", name),
                Map.of(
                        "spec", Map.of("podCIDR", "172.27.0.0/24"),
                        "status",
                                Map.of(
                                        "addresses", List.of(Map.of("type", "InternalIP", "address", address)),
                                        "conditions", List.of(Map.of("type", "Ready", "status", "True")))));
    }

    /** Any object. */
    public PageWorld object(ObjectRef ref, Map<String, Object> body) {
        objects.put(ref, new LiveObject(ref, "uid", "1", new Fields(body), Fields.EMPTY));
        return this;
    }

    /** A problem. */
    public PageWorld problem(String path, Code code, String message) {
        problems.add(new Problem(path, code, message));
        return this;
    }

    private static Credential certificate(Instant until) {
        return new Credential("certificate", "fairlead", "/kube/config", until.minusSeconds(31_536_000), until);
    }

    /** What the page is made of. */
    public PageState state() {
        return new PageState(
                "edge", report(), NOW, new HubContact(hub, true, Optional.of(NOW.minusSeconds(20))), events);
    }

    /** What the report is made of. */
    public ReportInput report() {
        long version = phase == Phase.Waiting ? 0 : 12;
        Acknowledgement ok = new Acknowledgement(200, 12, "");
        Network settings = new Network(
                pools,
                new PoolPolicy(Manage.OWN, OnShrink.REFUSE, keepFree),
                Optional.of(AddressSet.of("10.126.75.200-10.126.75.203")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Observed observed = new Observed(objects, rights, Map.of("fairlead-apps", Access.WRITE), MetalLb.CRD, "v1.28.3")
                .on(new Device(Platform.AzureStackEdge, credentialUntil.map(PageWorld::certificate)));
        Workloads workloads = new Workloads(apps, health, new TreeMap<>(), new TreeMap<>());
        Answers answers = new Answers(
                new Acknowledged<>(new NetworkInForce(pools, "{}", draining, settings, reservations), ok),
                new Acknowledged<>(new TreeMap<>(), ok),
                new Acknowledged<>(Control.DEFAULT, ok));
        return new ReportInput(
                new ModuleStatus(blind ? Phase.Blind : phase, version, version, NOW.minusSeconds(3600), 7, ""),
                ProblemList.of(problems),
                unsettled ? Optional.empty() : Optional.of(answers),
                blind ? Optional.empty() : Optional.of(observed),
                blind ? workloads.unseen() : workloads,
                Past.NONE,
                new ModuleInfo("0.1.0", NOW.minusSeconds(7200)));
    }
}
