package io.fairlead.fleet.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.site.SiteTwin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan finds against the last reports, and between sites. */
class FleetPlanTest {

    private static final String BASE = """
            schema: 1
            network: {services: {pools: {default: {addresses: "${range}"}}}, dns: {zone: "${zone}"}}
            apps: {shop: {image: "docker.io/library/nginx:1", expose: external, ports: "http=80", address: "${address}"}}
            """;

    private static Fleet fleet(String shared, String b) {
        return FleetReader.read(new TreeMap<>(Map.of(
                "fleet.yaml",
                "hub: h.example.net\nshared: [" + shared + "]\n",
                "sites.csv",
                "site,range,zone,address\na,10.0.1.1-10.0.1.9,a.test,10.0.1.1\nb," + b + "\n",
                "base.yaml",
                BASE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.1.9-10.0.2.9,b.test,10.0.2.1|b: network.services.pools.default.addresses: Overlap: ",
                "10.0.2.1-10.0.2.9,a.test,10.0.2.1|b: network.dns.zone: NameCollision: the zone a.test is a zone of site a.",
                "10.0.1.1-10.0.1.9,b.test,10.0.1.1|b: apps.shop: AddressTaken: 10.0.1.1 is an address of site a.",
            })
    void whatTwoSitesHaveIsNamedUnlessTheyMayShareIt(String b, String problem) {
        List<String> found = FleetPlan.of(fleet("", b), Map.of()).problems();
        assertTrue(found.stream().anyMatch(line -> line.startsWith(problem)), found::toString);
        assertEquals(
                List.of(),
                FleetPlan.of(fleet("ranges, addresses, zones", b), Map.of()).problems());
    }

    private static SiteTwin reporting(String pools) {
        return SiteTwin.of(JsonParser.parseString("""
                {"properties": {
                   "desired": {"network": {"services": {"pools": {"default": {"addresses": "10.0.2.1-10.0.2.8"}}}}},
                   "reported": {"module": {"version": "0.0.9"}, "device": {"rights": {"pools": "%s"}}}}}
                """.formatted(pools)).getAsJsonObject());
    }

    @Test
    void poolsThatTheModuleMayNotWriteAreAProblemOnlyIfTheyWouldChange() {
        Fleet fleet = fleet("", "10.0.2.1-10.0.2.9,b.test,10.0.2.1");
        assertEquals(
                List.of(
                        "b: network.services.pools: NoRights: The pools would change, and the module may not write them."
                                + " Apply module/rbac/pools.yaml at the site."),
                FleetPlan.of(fleet, Map.of("b", reporting("read"))).problems());
        assertEquals(
                List.of(), FleetPlan.of(fleet, Map.of("b", reporting("write"))).problems());
        Fleet same = fleet("", "10.0.2.1-10.0.2.8,b.test,10.0.2.1");
        assertEquals(
                List.of(), FleetPlan.of(same, Map.of("b", reporting("read"))).problems());
    }

    @Test
    void sitesWithAnotherReleaseOfTheModuleAreNamedByIt() {
        FleetPlan plan = FleetPlan.of(fleet("", "10.0.2.1-10.0.2.9,b.test,10.0.2.1"), Map.of("b", reporting("write")));
        assertEquals(
                List.of("b: release 0.0.9 of the module, and this plan applies the rules of 0.1.0; ask the modules with"
                        + " --ask"),
                plan.otherReleases("0.1.0"));
        assertEquals(List.of(), plan.otherReleases("0.0.9"));
    }
}
