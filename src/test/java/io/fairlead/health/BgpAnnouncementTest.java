package io.fairlead.health;

import static io.fairlead.health.Verdicts.assertFails;
import static io.fairlead.health.Verdicts.assertReady;

import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import org.junit.jupiter.api.Test;

/** What must be known to the routers for an external tier of a pool with BGP to be Ready. */
class BgpAnnouncementTest {

    private static final String OURS = "'ipAddressPools': ['fairlead-default'], 'peers': ['fairlead-tor1']";

    @Test
    void withARouterToTellItIsReadyAndSaysThatNobodyNamesAnAnnouncer() {
        assertReady("announcer unknown", bgp(OURS).has(peer("fairlead-tor1")));
        assertReady("announcer unknown", bgp("").has(peer("other")));
    }

    @Test
    void whereNodesSayWhomTheyTellTheRoutersAreNamedAndTheSessionIsSaidToBeUnknown() {
        String told =
                "announced to BGPPeer fairlead-tor1, fairlead-tor2; the cluster does not report whether the session is up";
        assertReady(
                told,
                bgp(OURS)
                        .has(peer("fairlead-tor1"))
                        .has(status("node-a", "shop-web", "'fairlead-tor2', 'fairlead-tor1'"))
                        .has(status("node-b", "shop-web", "'fairlead-tor1'")));
    }

    @Test
    void whereNodesSayWhomTheyTellOfOtherServicesTheyMustSayItOfThisOneToo() {
        assertFails(
                Code.NotAdvertised,
                "no ServiceBGPStatus names it",
                bgp(OURS).has(peer("fairlead-tor1")).has(status("node-a", "other", "'fairlead-tor1'")));
    }

    @Test
    void whatNodesAnnounceByL2SaysNothingOfBgp() {
        assertReady(
                "announcer unknown",
                bgp(OURS).has(peer("fairlead-tor1")).announcer("other").announcer("shop-web"));
    }

    @Test
    void anAdvertisementWithoutItsRouterTellsNobody() {
        String message = "there is no BGPPeer to which BGPAdvertisement adv announces 192.0.2.7";
        assertFails(Code.NotAdvertised, message, bgp(OURS));
        assertFails(Code.NotAdvertised, message, bgp(OURS).has(peer("other")));
        assertFails(Code.NotAdvertised, message, bgp(""));
    }

    @Test
    void withoutEitherAdvertisementItIsNotAdvertised() {
        assertFails(
                Code.NotAdvertised,
                "no L2Advertisement or BGPAdvertisement selects",
                bgp(OURS).lacks("BGPAdvertisement").has(peer("fairlead-tor1")));
    }

    @Test
    void nodesAreLookedAtAsForL2() {
        assertFails(
                Code.NotAdvertised,
                "no node is selected by BGPAdvertisement adv",
                bgp(OURS + ", 'nodeSelectors': [{'matchLabels': {'zone': 'b'}}]")
                        .has(peer("fairlead-tor1")));
    }

    @Test
    void announcedBothWaysTheL2AnnouncerIsEnough() {
        assertReady(
                "",
                new Device()
                        .from(Device.pool(Advertise.BOTH))
                        .has(advertisement(OURS))
                        .has(peer("fairlead-tor1"))
                        .announcer("shop-web"));
    }

    @Test
    void withoutTheRightToReadBgpNothingIsHeldAgainstTheTier() {
        assertReady(
                "whether the address is advertised cannot be read",
                bgp(OURS).lacks("BGPAdvertisement").right(Area.BGP, Access.NONE));
    }

    private static Device bgp(String spec) {
        return new Device()
                .from(Device.pool(Advertise.BGP))
                .lacks("L2Advertisement")
                .has(advertisement(spec));
    }

    private static String advertisement(String spec) {
        return "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'BGPAdvertisement', 'metadata': {'name': 'adv',"
                + " 'namespace': 'metallb-system'}, 'spec': {" + spec + "}}";
    }

    private static String peer(String name) {
        return "{'apiVersion': 'metallb.io/v1beta2', 'kind': 'BGPPeer', 'metadata': {'name': '" + name
                + "', 'namespace': 'metallb-system'}, 'spec': {'peerAddress': '192.0.2.1'}}";
    }

    private static String status(String node, String service, String peers) {
        return "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'ServiceBGPStatus', 'metadata': {'name': 'bgp-" + node
                + "', 'namespace': 'metallb-system'}, 'status': {'node': '" + node + "', 'serviceName': '" + service
                + "', 'serviceNamespace': 'apps', 'peers': [" + peers + "]}}";
    }
}
