package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.App;
import io.fairlead.model.Area;
import io.fairlead.model.Expose;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.PodSettings;
import io.fairlead.model.Pool;
import io.fairlead.model.Port;
import io.fairlead.model.Protocol;
import io.fairlead.model.Reservation;
import io.fairlead.model.SecretKey;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import io.fairlead.model.TierHealth;
import io.fairlead.network.metallb.MetalLb;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster in which the external tier {@code shop/web} works, made worse by each test. */
final class Device {

    static final String SERVICE = """
            {'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': '%s', 'namespace': 'apps'},
             'spec': {'type': '%s', 'clusterIP': '172.28.0.77'}, 'status': {'loadBalancer': {'ingress': [%s]}}}
            """;

    private final Map<ObjectRef, LiveObject> objects = new TreeMap<>();
    private final Map<Area, Access> rights = new EnumMap<>(Area.class);
    private LoadBalancer loadBalancer = MetalLb.CRD;
    private Expose expose = Expose.EXTERNAL;
    private int replicas = 2;
    private List<Port> ports = List.of(new Port("http", 80, 8080, Protocol.TCP));
    private PodSettings pod = PodSettings.DEFAULT;
    private Optional<Address> asked = Optional.empty();
    private Optional<String> share = Optional.empty();
    private Optional<Reservation> reservation = Optional.of(new Reservation(Address.of("192.0.2.7"), true));
    private Optional<Pool> pool = Optional.of(pool(Advertise.L2));
    private Duration notReadyFor = Duration.ZERO;

    Device() {
        for (Area area : Area.values()) {
            rights.put(area, Access.WRITE);
        }
        deployment(2, 2);
        service("LoadBalancer", "{'ip': '192.0.2.7'}");
        has("""
            {'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'shop-web-x1',
             'namespace': 'apps', 'labels': {'kubernetes.io/service-name': 'shop-web'}},
             'endpoints': [{'addresses': ['172.27.0.9'], 'conditions': {'ready': true}, 'nodeName': 'node-a',
                           'targetRef': {'kind': 'Pod', 'name': 'web-1'}}]}
            """);
        has("""
            {'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': 'fairlead-default',
             'namespace': 'metallb-system', 'labels': {'line': 'edge'}}, 'spec': {'addresses': ['192.0.2.6-192.0.2.8']}}
            """);
        advertisement("'ipAddressPools': ['fairlead-default']");
        node("node-a", "True", "'zone': 'a'");
    }

    static Pool pool(Advertise advertise) {
        return new Pool("default", AddressSet.of("192.0.2.6-192.0.2.8"), true, false, advertise, List.of(), List.of());
    }

    Device has(String json) {
        LiveObject object = Live.of(json);
        objects.put(object.ref(), object);
        return this;
    }

    Device lacks(String kind) {
        objects.keySet().removeIf(ref -> ref.kind().equals(kind));
        return this;
    }

    Device deployment(int specReplicas, int ready) {
        return deployment(specReplicas, ready, "registry.test/web:1");
    }

    Device deployment(int specReplicas, int ready, String image) {
        return has("""
                {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'shop-web', 'namespace': 'apps',
                 'generation': 3}, 'spec': {'replicas': %d, 'progressDeadlineSeconds': 300,
                 'template': {'spec': {'containers': [{'name': 'shop-web', 'image': '%s'}]}}},
                 'status': {'observedGeneration': 3, 'replicas': %d, 'updatedReplicas': %d, 'readyReplicas': %d,
                  'availableReplicas': %d, 'conditions': [
                  {'type': 'Progressing', 'status': 'True', 'reason': 'NewReplicaSetAvailable'},
                  {'type': 'Available', 'status': 'True'}]}}
                """.formatted(specReplicas, image, specReplicas, specReplicas, ready, ready));
    }

    Device service(String type, String ingress) {
        return has(SERVICE.formatted("shop-web", type, ingress));
    }

    Device otherService(String name, String address) {
        return has(SERVICE.formatted(name, "LoadBalancer", "{'ip': '" + address + "'}"));
    }

    Device advertisement(String spec) {
        return has("{'apiVersion': 'metallb.io/v1beta1', 'kind': 'L2Advertisement', 'metadata': {'name': 'adv',"
                + " 'namespace': 'metallb-system'}, 'spec': {" + spec + "}}");
    }

    Device node(String name, String ready, String labels) {
        return has("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': '" + name + "', 'labels': {" + labels
                + "}}, 'status': {'conditions': [{'type': 'Ready', 'status': '" + ready + "'}]}}");
    }

    Device announcer(String service) {
        return has("{'apiVersion': 'metallb.io/v1beta1', 'kind': 'ServiceL2Status', 'metadata': {'name': 'l2-"
                + service + "', 'namespace': 'metallb-system'}, 'status': {'node': 'node-a', 'serviceName': '"
                + service + "', 'serviceNamespace': 'apps'}}");
    }

    Device right(Area area, Access access) {
        rights.put(area, access);
        return this;
    }

    Device loadBalancer(LoadBalancer regime) {
        loadBalancer = regime;
        return this;
    }

    Device tier(Expose from, int pods) {
        expose = from;
        replicas = pods;
        return this;
    }

    /** The tier has UDP too, so that its Services are {@code shop-web-tcp} and {@code shop-web-udp}. */
    Device withUdp() {
        ports = List.of(new Port("http", 80, 8080, Protocol.TCP), new Port("quic", 80, 8080, Protocol.UDP));
        return this;
    }

    Device ready(String service) {
        return has("""
                {'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': '%s-x1',
                 'namespace': 'apps', 'labels': {'kubernetes.io/service-name': '%s'}},
                 'endpoints': [{'addresses': ['172.27.0.9'], 'conditions': {'ready': true}}]}
                """.formatted(service, service));
    }

    Device asks(String address) {
        asked = Optional.of(Address.of(address));
        return this;
    }

    Device reserves(String address) {
        reservation = Optional.of(new Reservation(Address.of(address), true));
        return this;
    }

    Device reservesNothing() {
        reservation = Optional.empty();
        return this;
    }

    Device from(Pool from) {
        pool = Optional.of(from);
        return this;
    }

    Device fromAnyPool() {
        pool = Optional.empty();
        return this;
    }

    Device notReadyFor(int seconds) {
        notReadyFor = Duration.ofSeconds(seconds);
        return this;
    }

    Device shares(String key) {
        share = Optional.of(key);
        return this;
    }

    /** A Service with a sharing key and one port; no address where it is empty. */
    Device service(String name, String address, String key, int port) {
        return has(
                """
                {'apiVersion': 'v1', 'kind': 'Service',
                 'metadata': {'name': '%s', 'namespace': 'apps', 'annotations': {'metallb.io/allow-shared-ip': '%s'}},
                 'spec': {'type': 'LoadBalancer', 'clusterIP': '172.28.0.60', 'ports': [{'port': %s, 'protocol': 'TCP'}]},
                 'status': {'loadBalancer': %s}}
                """.formatted(name, key, port, address.isEmpty() ? "{}" : "{'ingress': [{'ip': '" + address + "'}]}"));
    }

    /** The tier has variables {@code V1}, {@code V2} … from these keys of Secrets. */
    Device reads(SecretKey... secrets) {
        SortedMap<String, SecretKey> variables = new TreeMap<>();
        for (SecretKey secret : secrets) {
            variables.put("V" + (variables.size() + 1), secret);
        }
        pod = new PodSettings(
                pod.command(),
                pod.args(),
                variables,
                pod.probe(),
                pod.resources(),
                pod.nodeSelector(),
                pod.pullSecret(),
                pod.security(),
                pod.files(),
                pod.revision(),
                pod.options());
        return this;
    }

    TierHealth judged() {
        Tier tier = TierBuilder.of("shop", "web")
                .replicas(replicas)
                .expose(expose, ports)
                .pool(Optional.of("default"))
                .address(asked)
                .share(share)
                .pod(pod)
                .build();
        Observed observed =
                new Observed(new TreeMap<>(objects), rights, Map.of("apps", Access.WRITE), loadBalancer, "v1.34.0");
        return TierJudge.judge(new TierView(
                tier,
                new App("shop", Optional.empty(), new TreeMap<>(Map.of("web", tier)), true),
                "apps",
                observed,
                loadBalancer.announcements(observed),
                reservation,
                pool,
                notReadyFor));
    }
}
