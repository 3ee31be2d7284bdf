package io.fairlead.workload;

import static io.fairlead.workload.TierObjectsTest.service;
import static io.fairlead.workload.TierObjectsTest.web;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairlead.address.Address;
import io.fairlead.model.Fields;
import io.fairlead.model.Placement;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a tier's Service says which address it is to have. */
class TierPlacementTest {

    @Test
    void anOlderMetalLbGetsTheOlderAnnotations() {
        Fields service = service(
                web(Map.of()),
                Placement.by(
                        MetalLb.CRD_OLD,
                        Optional.of(Address.of("192.0.2.7")),
                        Optional.of("foreign"),
                        Optional.empty()));
        assertEquals(
                Map.of(
                        "metallb.universe.tf/address-pool",
                        "foreign",
                        "metallb.universe.tf/loadBalancerIPs",
                        "192.0.2.7"),
                service.at("metadata", "annotations").map());
        assertFalse(service.has("spec", "loadBalancerIP"));
    }

    @Test
    void withoutMetalLbThePinStandsInTheSpecAlone() {
        Fields service = service(
                web(Map.of()),
                Placement.by(MetalLb.UNSEEN, Optional.of(Address.of("192.0.2.7")), Optional.empty(), Optional.empty()));
        assertEquals(Optional.of("192.0.2.7"), service.text("spec", "loadBalancerIP"));
        assertFalse(service.has("metadata", "annotations"));
    }

    @Test
    void aServiceWithoutPlacementSaysNothingOfAnAddress() {
        Fields service = service(web(Map.of()), Placement.ANYWHERE);
        assertFalse(service.has("metadata", "annotations"));
        assertFalse(service.has("spec", "loadBalancerIP"));
        assertFalse(service.has("spec", "ipFamilies"));
    }

    @Test
    void anIpv6PinMakesASingleStackIpv6Service() {
        Fields service = service(
                web(Map.of()),
                Placement.by(MetalLb.CRD, Optional.of(Address.of("2001:db8::7")), Optional.empty(), Optional.empty()));
        assertEquals(List.of("IPv6"), service.texts("spec", "ipFamilies"));
        assertEquals(Optional.of("SingleStack"), service.text("spec", "ipFamilyPolicy"));
        assertEquals(Optional.of("2001:db8::7"), service.text("metadata", "annotations", "metallb.io/loadBalancerIPs"));
    }
}
