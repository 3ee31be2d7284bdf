package io.fairlead.health;

import static io.fairlead.health.Verdicts.assertFails;
import static io.fairlead.health.Verdicts.assertReady;

import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.network.metallb.MetalLb;
import org.junit.jupiter.api.Test;

/** What must be known to the network for an external tier to be Ready. */
class AnnouncementTest {

    private static final String EXCLUDED = "'node.kubernetes.io/exclude-from-external-load-balancers': ''";

    @Test
    void withoutAnyAnnouncerInTheClusterThatIsSaidAndNotHeldAgainstIt() {
        assertReady("announcer unknown", new Device());
    }

    @Test
    void whereOthersHaveAnAnnouncerThisTierMustHaveOneToo() {
        assertFails(Code.NotAdvertised, "no ServiceL2Status names it", new Device().announcer("other"));
    }

    @Test
    void aPoolWithoutAdvertisementIsNotAdvertised() {
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement or BGPAdvertisement selects the pool of 192.0.2.7 (fairlead-default)",
                new Device().lacks("L2Advertisement"));
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement",
                new Device().advertisement("'ipAddressPools': ['fairlead-other']"));
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement",
                new Device().advertisement("'ipAddressPoolSelectors': [{'matchLabels': {'line': 'office'}}]"));
    }

    @Test
    void anAdvertisementSelectsByNameOrLabelsOrWithoutEitherEveryPool() {
        assertReady("announcer unknown", new Device().advertisement(""));
        assertReady(
                "announcer unknown",
                new Device().advertisement("'ipAddressPoolSelectors': [{'matchLabels': {'line': 'edge'}}]"));
        assertReady(
                "announcer unknown",
                new Device()
                        .advertisement("'ipAddressPools': ['fairlead-other'],"
                                + " 'ipAddressPoolSelectors': [{'matchLabels': {'line': 'edge'}}]"));
    }

    @Test
    void anAdvertisementForOtherServicesDoesNotCount() {
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement",
                new Device().advertisement("'serviceSelectors': [{'matchLabels': {'tier': 'gold'}}]"));
    }

    @Test
    void anAdvertisementThatSelectsNoNodeIsNotAdvertised() {
        assertFails(
                Code.NotAdvertised,
                "no node is selected by L2Advertisement adv",
                new Device()
                        .advertisement("'ipAddressPools': ['fairlead-default'],"
                                + " 'nodeSelectors': [{'matchLabels': {'zone': 'b'}}]"));
    }

    @Test
    void aSelectedNodeMustBeReady() {
        assertFails(
                Code.NotAdvertised,
                "no node that may announce it is Ready and has its network: node-a",
                new Device().node("node-a", "Unknown", ""));
    }

    @Test
    void aNodeWithoutItsNetworkAnnouncesNothing() {
        assertFails(
                Code.NotAdvertised,
                "no node that may announce it is Ready and has its network: node-a",
                new Device()
                        .has("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-a'}, 'status':"
                                + " {'conditions': [{'type': 'Ready', 'status': 'True'},"
                                + " {'type': 'NetworkUnavailable', 'status': 'True'}]}}"));
    }

    @Test
    void anExcludedNodeThatSaysItAnnouncesIsBelieved() {
        assertReady("", new Device().node("node-a", "True", EXCLUDED).announcer("shop-web"));
    }

    @Test
    void aMetalLbThatDoesNotKnowTheLabelAnnouncesAllTheSame() {
        assertReady(
                "announcer unknown",
                new Device().node("node-a", "True", EXCLUDED).loadBalancer(MetalLb.CONFIG_MAP));
    }

    @Test
    void anExcludedNodeAnnouncesNothing() {
        assertFails(Code.NodeExcluded, "(node-a) has the label", new Device().node("node-a", "True", EXCLUDED));
        assertReady(
                "announcer unknown",
                new Device().node("node-a", "True", EXCLUDED).node("node-b", "True", ""));
        assertFails(
                Code.NodeExcluded,
                "(node-a)",
                new Device().node("node-a", "True", EXCLUDED).node("node-b", "False", ""));
    }

    @Test
    void aPoolThatIsNotToBeAdvertisedIsFineAndSaysSo() {
        assertReady(
                "not advertised, as the pool says",
                new Device()
                        .from(Device.pool(Advertise.NONE))
                        .lacks("L2Advertisement")
                        .announcer("other"));
    }

    @Test
    void withoutTheRightToReadPoolsNothingIsHeldAgainstTheTier() {
        assertReady(
                "whether the address is advertised cannot be read",
                new Device()
                        .right(Area.POOLS, Access.NONE)
                        .lacks("IPAddressPool")
                        .lacks("L2Advertisement"));
    }

    @Test
    void withoutTheRightToReadNodesTheyAreTakenAsGood() {
        assertReady(
                "announcer unknown", new Device().right(Area.NODES, Access.NONE).lacks("Node"));
    }

    @Test
    void anAdvertisementOfAnotherNamespaceDoesNotCount() {
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement",
                new Device()
                        .lacks("L2Advertisement")
                        .has("{'apiVersion': 'metallb.io/v1beta1', 'kind': 'L2Advertisement',"
                                + " 'metadata': {'name': 'adv', 'namespace': 'default'}, 'spec': {}}"));
    }

    @Test
    void anAnnouncerOfAnotherNamespaceOrWithoutANodeDoesNotCount() {
        String announcer = "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'ServiceL2Status', 'metadata': {'name': 'l2',"
                + " 'namespace': 'metallb-system'}, 'status': {'node': '%s', 'serviceName': 'shop-web',"
                + " 'serviceNamespace': '%s'}}";
        assertFails(Code.NotAdvertised, "", new Device().has(announcer.formatted("node-a", "other")));
        assertFails(Code.NotAdvertised, "", new Device().has(announcer.formatted("", "apps")));
        assertReady("", new Device().has(announcer.formatted("node-a", "apps")));
    }
}
