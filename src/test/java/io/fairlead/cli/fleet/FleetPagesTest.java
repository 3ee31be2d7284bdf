package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.fleet.page.PlanPage;
import io.fairlead.cli.fleet.page.StatusPage;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.fleet.plan.SiteAnswer;
import io.fairlead.fleet.site.FleetStatus;
import io.fairlead.fleet.site.SiteTwin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of a fleet: what they show, and that reported text is escaped. */
class FleetPagesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final String HOSTILE = "</td><script>alert(1)</script><img src=x onerror='alert(1)'>\\\"\u202E&";

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?:\\s[-a-z]+=\"[^\"<]*\")*)>");

    private final SortedMap<String, SiteTwin> twins = new TreeMap<>();

    private static Fleet fleet() {
        return FleetReader.read(new TreeMap<>(Map.of(
                "fleet.yaml",
                "hub: h.example.net\n",
                "sites.csv",
                "site,range\noslo,10.1.0.10-10.1.0.20\nbergen,10.2.0.10-10.2.0.20\n",
                "base.yaml",
                "schema: 1\nnetwork: {services: {pools: {default: {addresses: \"${range}\"}}}}\n")));
    }

    private void twin(String site, String range, String phase, String address, String text) {
        twins.put(
                site,
                SiteTwin.of(JsonParser.parseString(
                                """
                {"properties": {
                  "desired": {"schema": 1, "network": {"services": {"pools": {"default": {"addresses": "%s"}}}}},
                  "reported": {"status": {"phase": "%s"}, "module": {"version": "%s"},
                    "network": {"value": {"services": {"pools": {"default": {"addresses": "%s"}}}}},
                    "pools": {"default": {"total": 11, "used": 3, "free": 8}},
                    "problems": {"p1": {"path": "apps.%s", "code": "%s", "message": "%s"}},
                    "workloads": {"%s": {"tiers": {"web": {"phase": "%s", "address": "%s"}}}}}}}
                """.formatted(range, phase, text, range, text, text, text, text, text, address))
                        .getAsJsonObject()));
    }

    private String status() {
        Fleet fleet = fleet();
        return StatusPage.of(fleet.sites(), twins, FleetStatus.of(fleet.sites(), twins), List.of("kiruna: <b>"), AT);
    }

    @Test
    void everyAddressOfEverySiteIsOnTheStatusPage() {
        twin("oslo", "10.1.0.10-10.1.0.20", "Converged", "10.1.0.12", "shop");
        twin("bergen", "10.2.0.10-10.2.0.20", "Degraded", "10.9.9.9", "shop");
        String page = status();
        assertTrue(page.contains("<span class=\"phase\">1 of 2</span> sites are Converged"), page);
        assertTrue(page.contains("10.1.0.12 shop/web (shop), 2 by other Services"), page);
        assertTrue(
                page.contains(
                        "<span class=\"s-free\" style=\"flex-grow:2\" title=\"2 free\"></span>"
                                + "<span class=\"s-tier\" title=\"10.1.0.12\"></span>"
                                + "<span class=\"s-free\" style=\"flex-grow:6\" title=\"6 free\"></span>"
                                + "<span class=\"s-other-service\" style=\"flex-grow:2\" title=\"2 other Service\"></span></div>"),
                page);
        assertTrue(page.contains("<td data-title=\"Pool\">outside every pool</td>"), page);
        assertTrue(page.contains("10.9.9.9 shop/web"), page);
    }

    @Test
    void addressesAreNotShownAsFreeWhereTheModuleDoesNotReportTheirUse() {
        String unknown = "<span class=\"s-not-known\" style=\"flex-grow:8\" title=\"8 not known\"></span></div>";
        twin("oslo", "10.1.0.10-10.1.0.20", "Converged", "10.1.0.12", "shop");
        SiteTwin known = Objects.requireNonNull(twins.get("oslo"));
        JsonObject reported = known.reported().deepCopy();
        reported.getAsJsonObject("pools").getAsJsonObject("default").remove("used");
        twins.put("oslo", with(known, reported));
        String page = status();
        assertTrue(page.contains(unknown) && !page.contains(" free\""), page);
        assertTrue(page.contains("10.1.0.12 shop/web (shop), other Services not known"), page);

        JsonObject another = known.reported().deepCopy();
        another.add(
                "network",
                JsonParser.parseString(
                        "{'value':{'services':{'pools':{'default':{'addresses':'10.1.0.10-10.1.0.12'}}}}}"));
        twins.put("oslo", with(known, another));
        assertTrue(status().contains(unknown), "used is of the pool in force, not of the pool in the twin");

        another.add("network", JsonParser.parseString("{'value':{}}"));
        twins.put("oslo", with(known, another));
        assertTrue(status().contains(unknown), "a cut report does not say which pool is in force");
    }

    private static SiteTwin with(SiteTwin twin, JsonObject reported) {
        return new SiteTwin(twin.etag(), twin.desired(), twin.version(), reported, twin.tag(), twin.reportedAt());
    }

    @Test
    void whatASiteReportsStaysText() {
        twin("oslo", "10.1.0.10-10.1.0.20", HOSTILE, "10.1.0.12", HOSTILE);
        twin("bergen", "10.2.0.10-10.2.0.20", "Converged", HOSTILE, HOSTILE);
        assertIsText(status());
        Fleet fleet = fleet();
        SiteAnswer answer = new SiteAnswer(HOSTILE, List.of(HOSTILE), List.of(HOSTILE), true);
        assertIsText(PlanPage.of(
                fleet, FleetPlan.of(fleet, twins), new TreeMap<>(Map.of("oslo", answer)), Optional.of(AT), AT));
    }

    /** Checks that all tags are Fairlead's own, are closed in order, and neither run nor load anything. */
    private static void assertIsText(String page) {
        String body = page.substring(page.indexOf("</style>"));
        assertTrue(body.contains("&lt;script&gt;"), body);
        assertFalse(body.contains("\u202E"), body);
        ArrayDeque<String> open = new ArrayDeque<>(List.of("style", "head", "html"));
        Matcher tag = TAG.matcher(body);
        int at = 0;
        while (body.indexOf('<', at) >= 0) {
            assertTrue(tag.find(at) && tag.start() == body.indexOf('<', at), body.substring(body.indexOf('<', at)));
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
                assertFalse(tag.group(2).matches("script|img|iframe|link|object|a"), tag.group());
                assertFalse(tag.group(3).matches(".*\\s(on\\w+|src|href)=.*"), tag.group());
            } else {
                assertEquals(open.pop(), tag.group(2));
            }
            at = tag.end();
        }
        assertTrue(open.isEmpty(), open::toString);
    }

    @Test
    void aPlanPageHasWhatChangesWhatIsWrongAndWhoIsPaused() {
        twin("oslo", "10.1.0.10-10.1.0.15", "Converged", "10.1.0.12", "shop");
        Fleet fleet = fleet();
        String page = PlanPage.of(fleet, FleetPlan.of(fleet, twins), new TreeMap<>(), Optional.empty(), AT);
        assertTrue(page.contains("<code>network.services.pools.default.addresses</code>"), page);
        assertTrue(page.contains("oslo: apps: EmptyDesired: The site has shop"), page);
    }
}
