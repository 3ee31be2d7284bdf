package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that come, are labelled and lose their network, against what the twin says of them. */
@NeedsRig
class NodesIT {

    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
    private static final String NETWORK_UNAVAILABLE = "NetworkUnavailable";
    private static final String STRANGER = "node-stranger";

    @SuppressWarnings("NullAway.Init") // each test has one of its own
    private EndToEnd device;

    @AfterEach
    void endDevice() {
        device.rig.removeNode(STRANGER);
        eachNode(node -> label(node, false));
        eachNode(node -> network(node, true));
        device.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongWithNodesIsToldApartByCode(Regime regime) {
        device = new EndToEnd(regime);
        if (regime == Regime.CONFIG_MAP) {
            device.rig.configureMetalLb("bgp-communities: {}\n");
        }
        device.module.start();
        long version = device.backEnd.patch(twin());
        device.converged(version);

        device.rig.addNode(STRANGER, "10.126.75.250");
        JsonObject strange = device.problem("NodeOutOfRange");
        String problems = strange.get("problems").toString();
        assertTrue(problems.contains("node " + STRANGER + " has the address 10.126.75.250"), problems);
        assertTrue(problems.contains("has 3 IPv4 addresses for 3 nodes"), problems);
        assertEquals("200", BackEnd.text(strange, "network.ac"), problems);
        assertEquals("Ready", BackEnd.text(strange, "workloads.web.phase"), problems);
        version = theSubnetAndThePodsOfANodeKeepTheirAddresses();

        eachNode(node -> label(node, true));
        if (regime == Regime.CRD) {
            awaitTier("NodeExcluded");
        }
        eachNode(node -> network(node, false));
        awaitTier("NotAdvertised"); // Before 0.14.2 MetalLB did not know the label: there only this is said.
        eachNode(node -> network(node, true));
        eachNode(node -> label(node, false));
        device.converged(version);
    }

    private long theSubnetAndThePodsOfANodeKeepTheirAddresses() {
        Node unused = device.admin()
                .nodes()
                .withName(STRANGER)
                .edit(node -> new NodeBuilder(node)
                        .editMetadata()
                        .addToAnnotations("projectcalico.org/IPv4Address", device.ip(2) + "/29")
                        .endMetadata()
                        .build());
        String pods = Eventually.value(
                STRANGER + " has addresses for pods",
                EndToEnd.SOON,
                () -> Optional.ofNullable(device.admin()
                        .nodes()
                        .withName(STRANGER)
                        .get()
                        .getSpec()
                        .getPodCIDR()));
        device.backEnd.patch(twin(device.range(0, 3) + ", " + pods));
        String refused = device.problem("ReservedAddress").get("problems").toString();
        assertTrue(refused.contains(device.ip(0) + " is the network address of the nodes' subnet"), refused);
        assertTrue(refused.contains("overlaps the pods' addresses of node " + STRANGER), refused);
        assertEquals(device.ip(1), device.address("web"));
        device.rig.removeNode(STRANGER);
        device.converged(device.backEnd.patch(twin(device.range(0, 3))));
        long version = device.backEnd.patch(twin());
        device.converged(version);
        return version;
    }

    private void awaitTier(String code) {
        JsonObject unused = device.backEnd.await(
                "the tier is " + code,
                EndToEnd.SOON,
                reported ->
                        BackEnd.text(reported, "workloads.web.tiers.web.code").equals(code));
    }

    private void eachNode(UnaryOperator<Node> edit) {
        for (String name : List.of("node-a", "node-b")) {
            Node unused = device.admin().nodes().withName(name).edit(edit);
            Node ignored = device.admin().nodes().withName(name).editStatus(edit);
        }
    }

    private static Node label(Node node, boolean excluded) {
        NodeBuilder builder = new NodeBuilder(node);
        return excluded
                ? builder.editMetadata().addToLabels(EXCLUDED, "").endMetadata().build()
                : builder.editMetadata()
                        .removeFromLabels(EXCLUDED)
                        .endMetadata()
                        .build();
    }

    private static Node network(Node node, boolean available) {
        NodeBuilder builder = new NodeBuilder(node)
                .editStatus()
                .removeMatchingFromConditions(condition -> condition.getType().equals(NETWORK_UNAVAILABLE))
                .endStatus();
        return available
                ? builder.build()
                : builder.editStatus()
                        .addToConditions(new NodeConditionBuilder()
                                .withType(NETWORK_UNAVAILABLE)
                                .withStatus("True")
                                .build())
                        .endStatus()
                        .build();
    }

    private String twin() {
        return twin(device.range(1, 3));
    }

    private static String twin(String addresses) {
        return """
                {"schema": 1,
                 "network": {"nodes": {"range": "10.126.75.200-10.126.75.202"},
                             "services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "nginx:1.27", "expose": "external", "ports": "80"}}}
                """.formatted(addresses);
    }
}
