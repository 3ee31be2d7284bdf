package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonPrimitive;
import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LoadBalancer;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever others write into the cluster, no cycle ends by it, and the apps go on. */
class ClusterTextProperties {

    /** What the texts of the tests are put together from. */
    private static final List<String> FRAGMENTS = List.of(
            "10.0.0.0",
            "/",
            "2147483648",
            "4294967312",
            "32",
            "-",
            "::",
            "fe80::1",
            "%eth0",
            ",",
            " ",
            "\n",
            ":",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "#",
            "&a",
            "*a",
            "|",
            ">",
            "- ",
            "0x1f",
            "1.2.3",
            "192.0.2.1",
            "255",
            "import",
            "custom/*",
            "forward",
            ".",
            "template",
            "IN",
            "A",
            "match",
            "answer",
            "zones",
            "kubernetes",
            "tls://",
            "x.y",
            "5353",
            "53",
            "# fairlead begin\n",
            "# fairlead end\n",
            "address-pools",
            "peers",
            "name",
            "protocol",
            "layer2",
            "addresses",
            "null",
            "true",
            "{\"format\":1}",
            "{\"format\":2}",
            "{}",
            "\u0000",
            "\u2028",
            "\t",
            "é",
            "networking",
            "podSubnet",
            "clusterCIDR",
            "[[[[[[[[",
            "((((",
            "9".repeat(30));

    private static final String NETWORK =
            "{'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}, 'pods': {'cidr': '172.27.0.0/16'}%s}";

    private static final String DNS =
            ", 'dns': {'zone': 'edge.local', 'records': {'web': {'name': 'web', 'app': 'web'}},"
                    + " 'forward': {'corp': {'zone': 'corp.example', 'servers': '10.0.0.53'}}}";

    /** Where others may write what they like; {@code TEXT} is what they write, {@code MORE} what is no text. */
    private static final List<String> PLACES = List.of(
            core("coredns", "'Corefile': TEXT"),
            core("coredns-custom", "'x.server': TEXT, 'fairlead.server': TEXT"),
            core("kubeadm-config", "'ClusterConfiguration': TEXT"),
            core("kube-proxy", "'config.conf': TEXT"),
            "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': 'x', 'namespace':"
                    + " 'metallb-system'}, 'spec': {'addresses': [TEXT, '198.51.100.0/24', MORE]}}",
            "{'apiVersion': 'metallb.io/v1beta2', 'kind': 'BGPPeer', 'metadata': {'name': 'x', 'namespace':"
                    + " 'metallb-system'}, 'spec': {'peerAddress': TEXT, 'myASN': MORE, 'nodeSelectors': [{'matchLabels':"
                    + " {'a': TEXT}, 'matchExpressions': [{'key': TEXT, 'operator': TEXT, 'values': [TEXT]}]}]}}",
            "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'L2Advertisement', 'metadata': {'name': 'x', 'namespace':"
                    + " 'metallb-system'}, 'spec': {'ipAddressPools': [TEXT], 'nodeSelectors': [{'matchExpressions':"
                    + " [{'key': TEXT, 'operator': TEXT, 'values': MORE}]}], 'ipAddressPoolSelectors': [{'matchLabels':"
                    + " {'a': MORE}}]}}",
            "{'apiVersion': 'crd.projectcalico.org/v1', 'kind': 'IPPool', 'metadata': {'name': 'x'}, 'spec': {'cidr':"
                    + " '172.27.0.0/17', 'blockSize': MORE}}",
            "{'apiVersion': 'crd.projectcalico.org/v1', 'kind': 'IPPool', 'metadata': {'name': 'x'}, 'spec': {'cidr':"
                    + " TEXT, 'blockSize': MORE}}",
            "{'apiVersion': 'crd.projectcalico.org/v1', 'kind': 'BlockAffinity', 'metadata': {'name': 'x'}, 'spec':"
                    + " {'cidr': TEXT, 'node': TEXT}}",
            "{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-b', 'annotations':"
                    + " {'projectcalico.org/IPv4Address': TEXT, 'projectcalico.org/IPv6Address': TEXT}}, 'spec': {'podCIDR':"
                    + " TEXT, 'podCIDRs': [TEXT, MORE]}, 'status': {'addresses': [{'type': 'InternalIP', 'address': TEXT}]}}",
            "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'x', 'namespace': 'foreign', 'annotations':"
                    + " {'metallb.io/loadBalancerIPs': TEXT, 'metallb.universe.tf/allow-shared-ip': TEXT}}, 'spec': {'type':"
                    + " 'LoadBalancer', 'loadBalancerIP': TEXT, 'clusterIPs': [TEXT], 'ports': [{'port': MORE,"
                    + " 'protocol': TEXT}]}}",
            "{'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'x', 'namespace':"
                    + " 'apps', 'labels': {'kubernetes.io/service-name': 'web'}}, 'endpoints': [{'addresses': [TEXT],"
                    + " 'conditions': {'ready': MORE}}, MORE]}",
            "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'x', 'namespace': 'apps', 'labels':"
                    + " {'app.kubernetes.io/managed-by': 'fairlead', 'app.kubernetes.io/name': 'web'}}, 'status': {'podIP':"
                    + " TEXT, 'phase': TEXT, 'containerStatuses': [{'restartCount': MORE, 'state': {'waiting': {'reason':"
                    + " TEXT, 'message': TEXT}}}]}}",
            "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'ServiceL2Status', 'metadata': {'name': 'x', 'namespace':"
                    + " 'metallb-system'}, 'status': {'node': TEXT, 'serviceName': TEXT}}",
            core("fairlead-ledger", "'ledger.json': TEXT, 'history.json': TEXT").replace("kube-system", "module"));

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void nothingThatOthersWriteEndsACycle(
            @ForAll("texts") String text, @ForAll("numbers") String more, @ForAll boolean dns) {
        PLACES.forEach(place -> check(place, text, more, dns));
    }

    @Example
    void whatOnceEndedOneEndsNoneAnyMore() {
        for (String text : List.of(
                "10.0.0.0/2147483648",
                "10.0.0.0/4294967312",
                "10.0.0.0/-1",
                "::/99999999999999999999",
                "192.0.2.1-",
                "{}",
                "{\"format\":1}",
                "{\"format\":2}",
                "null",
                "[",
                "9".repeat(5000))) {
            PLACES.forEach(place -> check(place, text, "TEXT", true));
        }
    }

    private static void check(String place, String text, String more, boolean dns) {
        LoopWorld world = world(MetalLb.CRD);
        String document = "{'schema': 1, 'network': " + NETWORK.formatted(dns ? DNS : "")
                + ", 'apps': {'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}}}";
        world.send(document);
        world.add(place.replace("TEXT", quoted(text)).replace("MORE", more.equals("TEXT") ? quoted(text) : more));
        world.restart();
        world.settle();
        world.send(document);
        assertFalse(
                world.codes().contains(Code.ModuleFault),
                () -> place + "\n" + world.told().problems());
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"), place);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void noTextInMetalLbsConfigMapEndsACycle(@ForAll("texts") String text) {
        LoopWorld world = world(MetalLb.UNSEEN);
        world.add(("{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'config', 'namespace':"
                        + " 'metallb-system'}, 'data': {'config': TEXT}}")
                .replace("TEXT", quoted(text)));
        world.send("{'schema': 1, 'network': " + NETWORK.formatted("")
                + ", 'apps': {'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}}}");
        assertFalse(
                world.codes().contains(Code.ModuleFault),
                () -> world.told().problems().toString());
    }

    /** What was found by attack. */
    @Example
    void whatStandsBetweenTheMarksIsReadWhateverItIs() {
        for (String text : List.of(
                "tls://x.y { forward . 1.1.1.1 }",
                "tls://x.y {\n    forward . 1.1.1.1\n}",
                "x.y:5353 {\n    forward . 1.1.1.1\n}",
                "x.y {\n    template IN A x.y {\n    match\n    }\n}",
                "x.y {\n    template IN A x.y {\n answer \"x\" match\n    }\n}",
                "x.y {\n    template IN A match",
                "x.y {\n    template IN A x.y { answer")) {
            for (String dns : List.of("", DNS)) {
                LoopWorld world = world(MetalLb.CRD);
                world.add(core("coredns", "'Corefile': TEXT")
                        .replace("TEXT", quoted(".:53 {\n}\n\n# fairlead begin\n" + text + "\n# fairlead end\n")));
                world.send("{'schema': 1, 'network': " + NETWORK.formatted(dns)
                        + ", 'apps': {'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}}}");
                assertFalse(
                        world.codes().contains(Code.ModuleFault),
                        () -> text + world.told().problems());
                assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
                var unused = io.fairlead.network.coredns.ClusterDns.questions(world.cluster.observed());
            }
        }
    }

    private static LoopWorld world(LoadBalancer regime) {
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, regime);
        cluster.set(Area.DNS, Access.WRITE);
        cluster.set(Area.PODS, Access.WRITE);
        LoopWorld world = new LoopWorld(cluster);
        world.addNode();
        return world;
    }

    private static String core(String name, String data) {
        return "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '" + name
                + "', 'namespace': 'kube-system'}, 'data': {" + data + "}}";
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text.replace('\'', ' ')).toString();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> fragment = Arbitraries.of(FRAGMENTS);
        return Arbitraries.oneOf(
                fragment.list().ofMinSize(1).ofMaxSize(12).map(all -> String.join("", all)),
                fragment.list().ofMinSize(1).ofMaxSize(12).map(all -> String.join(" ", all)),
                fragment.map(all -> all.repeat(3000)),
                Arbitraries.strings().ofMaxLength(30));
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                "TEXT",
                "0",
                "-1",
                "1",
                "26",
                "128",
                "2147483647",
                "2147483648",
                "-2147483649",
                "9223372036854775807",
                "1.5",
                "1e300",
                "true",
                "{}",
                "[]",
                "[[[]]]",
                "{'a': [1]}");
    }
}
