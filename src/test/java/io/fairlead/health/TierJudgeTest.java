package io.fairlead.health;

import static io.fairlead.health.Verdicts.assertFails;
import static io.fairlead.health.Verdicts.assertReady;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Advertise;
import io.fairlead.model.Code;
import io.fairlead.model.Endpoint;
import io.fairlead.model.Expose;
import io.fairlead.model.Pool;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a tier Ready, and the one code it gets when it is not. */
class TierJudgeTest {

    private static Pool pool(String addresses) {
        return new Pool("default", AddressSet.of(addresses), true, false, Advertise.L2, List.of(), List.of());
    }

    @Test
    void anExternalTierWithEverythingInPlaceIsReady() {
        TierHealth health = new Device().announcer("shop-web").judged();
        assertEquals(
                new TierHealth(
                        TierPhase.Ready,
                        Optional.empty(),
                        "",
                        2,
                        2,
                        Optional.of(Address.of("192.0.2.7")),
                        List.of(new Endpoint("web-1", "node-a", "172.27.0.9", true))),
                health);
    }

    @Test
    void aServiceWithoutAddressThoughItsAddressIsFreeHasNoController() {
        assertFails(
                Code.ControllerMissing,
                "no controller has given Service apps/shop-web an address, though 192.0.2.7 is free",
                new Device().service("LoadBalancer", ""));
        assertFails(
                Code.ControllerMissing,
                "3 addresses of its pool are free",
                new Device().reservesNothing().service("LoadBalancer", ""));
    }

    @Test
    void aServiceWithoutAddressFromAFullPoolIsPoolExhausted() {
        Device device = new Device()
                .reservesNothing()
                .service("LoadBalancer", "")
                .otherService("a", "192.0.2.6")
                .otherService("b", "192.0.2.7")
                .otherService("c", "192.0.2.8");
        assertFails(Code.PoolExhausted, "all 3 addresses of pool default are in use", device);
    }

    @Test
    void aServiceWithoutAddressInAClusterWithoutPoolsIsPoolExhausted() {
        assertFails(
                Code.PoolExhausted,
                "the cluster has no IPAddressPool",
                new Device()
                        .reservesNothing()
                        .fromAnyPool()
                        .lacks("IPAddressPool")
                        .service("LoadBalancer", ""));
    }

    @Test
    void anotherServiceWithTheWantedAddressIsNamed() {
        assertFails(
                Code.AddressConflict,
                "192.0.2.7 is used by Service apps/printer",
                new Device().service("LoadBalancer", "").otherService("printer", "192.0.2.7"));
    }

    @Test
    void anotherAddressThanTheReservedOneIsAConflict() {
        assertFails(
                Code.AddressConflict,
                "Service apps/shop-web has 192.0.2.7 in place of 192.0.2.8",
                new Device().reserves("192.0.2.8"));
    }

    @Test
    void theAddressOfTheTwinCountsMoreThanTheReservedOne() {
        assertFails(Code.AddressConflict, "in place of 192.0.2.8", new Device().asks("192.0.2.8"));
        assertReady("announcer unknown", new Device().asks("192.0.2.7").reserves("192.0.2.8"));
    }

    @Test
    void anAddressThatTwoServicesHaveIsAConflict() {
        assertFails(
                Code.AddressConflict,
                "192.0.2.7 is used by Service apps/printer too",
                new Device().otherService("printer", "192.0.2.7"));
    }

    @Test
    void anAddressOutsideTheTiersPoolIsNamed() {
        assertFails(
                Code.AddressNotInPool, "192.0.2.7 is not in pool default", new Device().from(pool("192.0.2.100/30")));
    }

    @Test
    void anAddressThatNoIpAddressPoolHoldsIsNamed() {
        assertFails(
                Code.AddressNotInPool,
                "no IPAddressPool of the cluster holds 192.0.2.7",
                new Device().lacks("IPAddressPool"));
        assertFails(
                Code.AddressNotInPool,
                "no IPAddressPool of the cluster holds 192.0.2.7",
                new Device().lacks("IPAddressPool").service("LoadBalancer", ""));
    }

    @Test
    void noReadyEndpointIsNoEndpointsWithTheStateOfThePods() {
        assertFails(
                Code.NoEndpoints,
                "no pod behind Service apps/shop-web is ready (Deployment apps/shop-web: pods available: 0/2)",
                new Device().lacks("EndpointSlice").deployment(2, 0));
    }

    @Test
    void anEndpointCountsOnlyForItsOwnServiceAndWhenReady() {
        String slice = "{'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'x',"
                + " 'namespace': '%s', 'labels': {'kubernetes.io/service-name': '%s'}}, 'endpoints': [%s]}";
        String unsaid = "{'addresses': ['172.27.0.9'], 'conditions': {}}";
        String unready = "{'addresses': ['172.27.0.9'], 'conditions': {'ready': false}}";
        assertReady(
                "announcer unknown",
                new Device().lacks("EndpointSlice").has(slice.formatted("apps", "shop-web", unready + "," + unsaid)));
        assertFails(
                Code.NoEndpoints,
                "",
                new Device().lacks("EndpointSlice").has(slice.formatted("apps", "shop-web", unready)));
        assertFails(
                Code.NoEndpoints,
                "",
                new Device().lacks("EndpointSlice").has(slice.formatted("apps", "shop-db", unsaid)));
        assertFails(
                Code.NoEndpoints,
                "",
                new Device().lacks("EndpointSlice").has(slice.formatted("other", "shop-web", unsaid)));
        assertFails(
                Code.NoEndpoints, "", new Device().lacks("EndpointSlice").has(slice.formatted("apps", "shop-web", "")));
    }

    @Test
    void withoutALoadBalancerThereIsNoAddress() {
        assertFails(
                Code.NoLoadBalancer,
                "Service apps/shop-web gets no address",
                new Device().loadBalancer(MetalLb.UNSEEN).service("LoadBalancer", ""));
    }

    @Test
    void anUnknownLoadBalancerThatGivesTheAddressIsGoodEnough() {
        assertReady(
                "whether the address is advertised cannot be read",
                new Device().loadBalancer(MetalLb.UNSEEN).lacks("IPAddressPool"));
    }

    @Test
    void aMissingOrForeignServiceIsNamed() {
        assertFails(Code.DeadlineExceeded, "Service apps/shop-web does not exist", new Device().lacks("Service"));
        assertFails(Code.DeadlineExceeded, "is not of type LoadBalancer", new Device().service("ClusterIP", ""));
    }

    @Test
    void aMissingDeploymentIsNamed() {
        assertFails(Code.DeadlineExceeded, "Deployment apps/shop-web does not exist", new Device().lacks("Deployment"));
    }

    @Test
    void aDeploymentThatStillSaysSomethingElseIsNotReady() {
        assertFails(
                Code.DeadlineExceeded,
                "has image registry.test/web:0 in place of registry.test/web:1",
                new Device().deployment(2, 2, "registry.test/web:0"));
        assertFails(Code.DeadlineExceeded, "has 3 replicas in place of 2", new Device().deployment(3, 3));
    }

    @Test
    void aRolloutOfATierThatIsReachedMayTakeLongerThanTheDeadline() {
        TierHealth health = new Device().deployment(2, 1).notReadyFor(200).judged();
        assertEquals(TierPhase.Progressing, health.phase());
        assertEquals(Optional.empty(), health.code());
        assertEquals("Deployment apps/shop-web: pods available: 1/2", health.message());
        assertEquals(1, health.ready());
    }

    @Test
    void aRolloutThatKubernetesGaveUpIsFailedAtOnce() {
        Device device = new Device().has("""
                {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'shop-web', 'namespace': 'apps',
                 'generation': 3}, 'spec': {'replicas': 2, 'progressDeadlineSeconds': 300,
                 'template': {'spec': {'containers': [{'name': 'shop-web', 'image': 'registry.test/web:1'}]}}},
                 'status': {'observedGeneration': 3, 'replicas': 2, 'conditions': [
                  {'type': 'Progressing', 'status': 'False', 'reason': 'ProgressDeadlineExceeded',
                   'message': 'ReplicaSet shop-web-7 has timed out progressing.'}]}}
                """);
        TierHealth health = device.judged();
        assertEquals(TierPhase.Failed, health.phase());
        assertEquals(Optional.of(Code.DeadlineExceeded), health.code());
        assertEquals("Deployment apps/shop-web: ReplicaSet shop-web-7 has timed out progressing.", health.message());
    }

    @Test
    void aStoppedTierIsReadyOnceItsPodsAreGone() {
        assertReady(
                "Stopped: replicas is 0",
                new Device().tier(Expose.EXTERNAL, 0).deployment(0, 0).lacks("EndpointSlice"));
        assertEquals(
                TierPhase.Progressing,
                new Device()
                        .tier(Expose.EXTERNAL, 0)
                        .deployment(2, 2)
                        .notReadyFor(1)
                        .judged()
                        .phase());
    }

    @Test
    void anInternalTierNeedsAClusterIpAndAReadyEndpoint() {
        assertReady(
                "",
                new Device().tier(Expose.INTERNAL, 2).service("ClusterIP", "").lacks("IPAddressPool"));
        assertFails(
                Code.NoEndpoints,
                "no pod behind Service apps/shop-web is ready",
                new Device().tier(Expose.INTERNAL, 2).service("ClusterIP", "").lacks("EndpointSlice"));
        assertFails(
                Code.DeadlineExceeded,
                "has no cluster IP",
                new Device()
                        .tier(Expose.INTERNAL, 2)
                        .has(Device.SERVICE
                                .formatted("shop-web", "ClusterIP", "")
                                .replace("172.28.0.77", "")));
        assertFails(Code.DeadlineExceeded, "is not of type ClusterIP", new Device().tier(Expose.INTERNAL, 2));
    }

    @Test
    void aTierThatIsNotExposedIsItsDeploymentAlone() {
        assertReady("", new Device().tier(Expose.NONE, 2).lacks("Service").lacks("EndpointSlice"));
        assertEquals(
                TierPhase.Progressing,
                new Device().tier(Expose.NONE, 2).deployment(2, 1).judged().phase());
    }

    @Test
    void whatKeepsTheDeploymentFromWorkIsNamedBeforeItsEffects() {
        assertFails(
                Code.ControllerMissing,
                "no controller has taken up the last change of Deployment apps/shop-web",
                new Device().lacks("EndpointSlice").has("""
                        {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'shop-web',
                         'namespace': 'apps', 'generation': 1}, 'spec': {'replicas': 2,
                         'template': {'spec': {'containers': [{'name': 'shop-web', 'image': 'registry.test/web:1'}]}}}}
                        """));
    }

    @Test
    void aServiceThatIsBeingDeletedDoesNotCount() {
        String service = Device.SERVICE.formatted("shop-web", "LoadBalancer", "{'ip': '192.0.2.7'}");
        assertFails(
                Code.DeadlineExceeded,
                "Service apps/shop-web is being deleted",
                new Device()
                        .has(service.replace(
                                "'namespace': 'apps'",
                                "'namespace': 'apps', 'deletionTimestamp': '2026-01-31T12:00:00Z'")));
    }

    @Test
    void anEndpointWithoutAddressDoesNotCount() {
        assertFails(
                Code.NoEndpoints,
                "",
                new Device()
                        .lacks("EndpointSlice")
                        .has("{'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'x',"
                                + " 'namespace': 'apps', 'labels': {'kubernetes.io/service-name': 'shop-web'}},"
                                + " 'endpoints': [{'conditions': {'ready': true}}]}"));
    }
}
