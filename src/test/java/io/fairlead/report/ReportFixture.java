package io.fairlead.report;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.App;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import io.fairlead.model.Expose;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Phase;
import io.fairlead.model.Pool;
import io.fairlead.model.Port;
import io.fairlead.model.Problem;
import io.fairlead.model.Protocol;
import io.fairlead.model.Reservation;
import io.fairlead.model.Revision;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.network.metallb.MetalLb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The input of a report, changed by each test. */
final class ReportFixture {

    static final String POOLS = "{\"services\":{\"pools\":{\"default\":{\"addresses\":\"192.0.2.6-192.0.2.10\"}}}}";

    final List<Problem> problems = new ArrayList<>();
    final SortedMap<String, App> apps = new TreeMap<>();
    final SortedMap<String, String> digests = new TreeMap<>();
    final SortedMap<TierId, TierHealth> health = new TreeMap<>();
    final SortedMap<TierId, List<ObjectRef>> removing = new TreeMap<>();
    final List<ObjectRef> repaired = new ArrayList<>();
    final List<Revision> revisions = new ArrayList<>();
    final List<Past.Repair> lately = new ArrayList<>();
    final SortedSet<String> refused = new TreeSet<>();
    final SortedMap<String, AddressSet> draining = new TreeMap<>();
    final SortedMap<TierId, Reservation> reservations = new TreeMap<>();
    final SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
    final SortedMap<String, Pool> pools = new TreeMap<>(Map.of("default", pool("default")));
    Phase phase = Phase.Converged;
    String nonce = "";
    String networkJson = POOLS;
    boolean blind;
    boolean waiting;

    /** An app of one external tier {@code web}. */
    ReportFixture app(String id, TierHealth tierHealth) {
        return app(id, Expose.EXTERNAL, tierHealth);
    }

    /** The same, exposed otherwise. */
    ReportFixture app(String id, Expose expose, TierHealth tierHealth) {
        TierId tierId = new TierId(id, "web");
        TreeMap<String, Tier> tiers = new TreeMap<>();
        tiers.put(
                "web",
                TierBuilder.of(id, "web")
                        .replicas(2)
                        .expose(
                                expose,
                                List.of(
                                        new Port("http", 80, 8080, Protocol.TCP),
                                        new Port("dns", 53, 53, Protocol.UDP)))
                        .build());
        apps.put(id, new App(id, Optional.empty(), tiers, true));
        digests.put(id, Digest.of(id).hex());
        health.put(tierId, tierHealth);
        return this;
    }

    static Pool pool(String id) {
        return new Pool(id, AddressSet.of("192.0.2.6-192.0.2.10"), true, false, Advertise.L2, List.of(), List.of());
    }

    static TierHealth ready(String address) {
        return new TierHealth(TierPhase.Ready, Optional.empty(), "", 2, 2, Optional.of(Address.of(address)), List.of());
    }

    ReportFixture object(ObjectRef ref, Map<String, Object> body) {
        objects.put(ref, new LiveObject(ref, "uid", "1", new Fields(body), Fields.EMPTY));
        return this;
    }

    ReportFixture service(String name, String address) {
        return object(
                ObjectRef.service("apps", name),
                Map.of("status", Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", address))))));
    }

    ReportFixture node(String name, String address) {
        return object(
                new ObjectRef("v1", "Node", "", name),
                Map.of(
                        "status",
                        Map.of(
                                "addresses",
                                List.of(
                                        Map.of("type", "Hostname", "address", name),
                                        Map.of("type", "InternalIP", "address", address)))));
    }

    ReportInput input() {
        Network network = Network.ofPools(pools);
        Observed observed = new Observed(
                objects,
                Map.of(Area.POOLS, Access.READ, Area.SERVICES, Access.READ, Area.NODES, Access.READ),
                Map.of("apps", Access.WRITE),
                MetalLb.CRD,
                "v1.28.3");
        Acknowledgement ok = new Acknowledgement(200, 12, "");
        SortedMap<String, Optional<Code>> refusedApps = new TreeMap<>();
        refused.forEach(id -> refusedApps.put(
                id,
                problems.stream()
                        .filter(problem -> (problem.path() + ".").startsWith("apps." + id + "."))
                        .map(Problem::code)
                        .filter(code -> !code.isWarning())
                        .sorted()
                        .findFirst()));
        return new ReportInput(
                new ModuleStatus(
                        phase,
                        waiting ? 0 : 12,
                        waiting ? 0 : 11,
                        Instant.parse("2026-01-31T12:00:00.123456Z"),
                        7,
                        nonce),
                ProblemList.of(problems),
                waiting
                        ? Optional.empty()
                        : Optional.of(new Answers(
                                new Acknowledged<>(
                                        new NetworkInForce(
                                                network.pools(), networkJson, draining, network, reservations),
                                        new Acknowledgement(400, 12, "refused: 1 problem")),
                                new Acknowledged<>(digests, ok),
                                new Acknowledged<>(new Control(false, nonce, false, new TreeSet<>(), 0), ok))),
                blind ? Optional.empty() : Optional.of(observed),
                new Workloads(apps, health, removing, refusedApps),
                new Past(revisions, repaired, lately),
                new ModuleInfo("0.1.0", Instant.parse("2026-01-31T11:00:00Z")));
    }
}
