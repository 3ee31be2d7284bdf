package io.fairlead.page.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.address.Address;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Phase;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.page.PageWorld;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page as text. */
class PageViewTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final PageWorld world =
            new PageWorld().pool("default", "192.0.2.1-192.0.2.8").tier("shop", "192.0.2.1");

    private String page() {
        return PageView.of(world.state());
    }

    private void has(String text) {
        assertTrue(page().contains(text), () -> text + " in\n" + page());
    }

    @Test
    void itBeginsWithWhatIsTrueInOneLine() {
        has("<title>Converged · edge · Fairlead</title>");
        has("<span class=\"phase\">Converged</span> Everything in version 12 is applied and works.");
        has(
                "connected through edgeHub, last heard <time datetime=\"2026-01-31T11:59:40Z\">2026-01-31 11:59:40 UTC</time>");
    }

    @Test
    void aProblemHasItsCodePathMessageFixAndWhoCanFixIt() {
        world.problem("apps.shop.tiers.web.image", Code.ImagePull, "the image cannot be pulled");
        has("<b>ImagePull</b>");
        has("<code>apps.shop.tiers.web.image</code>");
        has("the image cannot be pulled");
        has("<b>Twin author: </b>correct the image, the pull secret");
    }

    @Test
    void aTierThatIsNotReadyIsAProblemWithItsFix() {
        world.phase = Phase.Degraded;
        world.failing("shop", TierPhase.Failed, Code.ImagePull, "cannot pull it");
        has("<h2 id=\"h-problems\">What is wrong, and who can fix it</h2>");
        has("<b>ImagePull</b>");
        has("tier <a href=\"#t-shop.web\">shop/web</a> is Failed");
        has("<b>Twin author: </b>correct the image, the pull secret");
        has("<a href=\"#problems\">Problems 1</a>");
    }

    @Test
    void aPhaseThatIsBadNeverLooksWell() {
        world.phase = Phase.Degraded;
        has("<h2 id=\"h-problems\">Something is wrong, see the apps</h2>");
    }

    @Test
    void aCauseThatTheReportHasIsShownOnce() {
        world.failing("shop", TierPhase.Failed, Code.PoolExhausted, "no address is free");
        world.problem("apps.shop", Code.PoolExhausted, "no address is free");
        world.failing("news", TierPhase.Progressing, Code.Conflict, "Service a/b: it exists");
        world.problem("Service a/b", Code.Conflict, "it exists");
        has("<a href=\"#problems\">Problems 2</a>");
    }

    @Test
    void ofManyTiersThatAreNotReadyTheFirstAreShownAndTheRestCounted() {
        for (int i = 0; i < 23; i++) {
            world.failing("app-" + i, TierPhase.Failed, Code.CrashLoop, "exits with " + i);
        }
        assertEquals(21, page().split("<li class=\"problem error\"", -1).length - 1);
        has("<a href=\"#apps\">3 more tiers are not Ready</a>");
        has("<a href=\"#problems\">Problems 23</a>");
    }

    @Test
    void theHubThatIsAwayIsAProblemThoughNoneOfTheReport() {
        has("<h2 id=\"h-problems\">Nothing is wrong</h2>");
        world.hub = false;
        has("<b>Hub away</b>");
        has("whether there is a newer version is not known");
        assertFalse(page().contains("Nothing is wrong"));
    }

    @Test
    void whatIsReservedOrStaysFreeIsNotFree() {
        world.reservations.put(new TierId("down", "web"), new Reservation(Address.of("192.0.2.5"), true));
        world.keepFree = 2;
        has(">1 of 8 in use, 4 free</p>");
        has("4 free</li>");
        has("1 reserved</li>");
        has("2 kept free</li>");
    }

    @Test
    void aPoolOfIpv6HasNoNumberThatNobodyReads() {
        world.pool("six", "2001:db8::/64").pool("odd", "2001:db8:1::-2001:db8:1::1:0:0");
        has(">0 of 2^64 in use, 2^64 free</p>");
        has(">0 of over 2^32 in use, over 2^32 free</p>");
    }

    @Test
    void anAddressLeadsToItsTierServiceNodeAndPods() {
        String page = page();
        int row = page.indexOf("<tr id=\"a-192-0-2-1\"");
        String text = page.substring(row, page.indexOf("</tr>", row));
        for (String expected : Set.of(
                "href=\"#t-shop.web\"", "fairlead-apps/shop-web", "node-a (L2)", "shop-web-1", "shop.edge.local")) {
            assertTrue(text.contains(expected), () -> expected + " in " + text);
        }
    }

    @Test
    void everyLinkWithinThePageLeadsSomewhere() {
        world.failing("shop", TierPhase.Failed, Code.CrashLoop, "exits with 1")
                .service("other", "lb", "198.51.100.1", Map.of())
                .node("node-a", "10.126.75.200");
        world.reservations.put(new TierId("gone", "web"), new Reservation(Address.of("192.0.2.7"), true));
        String page = page();
        Set<String> ids = new HashSet<>();
        Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
        while (id.find()) {
            assertTrue(ids.add(id.group(1)), () -> "twice: " + id.group(1));
        }
        Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
        while (link.find()) {
            assertTrue(ids.contains(link.group(1)), link.group(1));
        }
    }

    @Test
    void whateverATextHoldsItIsText() {
        String attack = "<script>alert(1)</script>\" onload='x' &amp; \u202E\u0007";
        world.problem(attack, Code.ApplyFailed, attack);
        world.service(attack, attack, "192.0.2.2", Map.of());
        world.node(attack, "10.126.75.200");
        world.failing("shop", TierPhase.Failed, Code.CrashLoop, attack);
        JsonObject details = new JsonObject();
        details.addProperty(attack, attack);
        world.events.add(new TimedEvent(1, NOW, new Event(Event.Type.PlanRefused, Optional.of(attack), details)));
        String page = page();
        assertFalse(page.contains("<script>"), page);
        assertFalse(page.contains("onload='"), page);
        assertFalse(page.contains("\u202E"), page);
        assertFalse(page.contains("\u0007"), page);
        has("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; \uFFFD\uFFFD");
    }

    @Test
    void noValueOfAnEnvironmentIsShown() {
        assertFalse(page().contains("an-environment-value"));
        assertFalse(page().contains("LOG_LEVEL"));
    }

    @Test
    void nothingIsInline() {
        assertFalse(
                Pattern.compile("<script[^>]*>[^<]|style=| on[a-z]+=|javascript:")
                        .matcher(page())
                        .find(),
                page());
    }

    /** No fact that is unknown may look like a good one. */
    private void saysOnly(String... unknown) {
        Stream.of(unknown).forEach(this::has);
        for (String good : List.of("free", "There is no app", "has no pool", ">Ready<", "Nothing is wrong")) {
            assertFalse(page().contains(good), () -> good + " in\n" + page());
        }
    }

    @Test
    void withoutAClusterItShowsWhatIsReservedAndThatTheRestIsNotKnown() {
        world.blind = true;
        world.phase = Phase.Blind;
        world.problem("cluster", Code.ClusterUnreachable, "no answer");
        saysOnly(
                "Not known: the cluster was not read. The map shows only what tiers have or what is reserved for them.",
                ">8 addresses; how many are in use is not known</p>",
                "7 not known</li>",
                "1 reserved</li>",
                "<tr id=\"a-192-0-2-1\"",
                "<a href=\"#t-shop.web\">shop/web</a>",
                "<td data-title=\"Pods\">not known</td>",
                "<span class=\"chip\">not known</span> <b>shop</b>",
                "<a href=\"#apps\">Apps</a>",
                "<a href=\"#addresses\">Addresses</a>");
    }

    @Test
    void beforeTheFirstTwinNothingIsSaidOfIt() {
        world.unsettled = true;
        world.phase = Phase.Waiting;
        world.apps.clear();
        world.health.clear();
        saysOnly(
                "Whether something is wrong is not known yet",
                "<dd>none arrived</dd>",
                "Not known yet: no twin has arrived.",
                "Not known: the module sees no IPPool of Calico and no podCIDR of a Node.");
        assertFalse(page().contains("The twin names no"));
        assertFalse(page().contains("Outside every pool"));
    }

    @Test
    void aModuleThatStartedWithoutItsClusterDoesNotKnowItsSettings() {
        world.unsettled = true;
        world.blind = true;
        world.phase = Phase.Blind;
        world.apps.clear();
        world.problem("cluster", Code.ClusterUnreachable, "no answer");
        saysOnly(
                "Not known: the module keeps its last settings in the cluster, and has not read it since the start.",
                "12 desired, applied not known");
        assertFalse(page().contains("The twin names no"));
    }

    @Test
    void withoutTheRightToReadNodesNoAddressOfTheirRangeLooksUnused() {
        has(": no node\"");
        world.rights.remove(Area.NODES);
        has("Not known: the module may not read the Nodes; apply module/rbac/nodes.yaml.");
        has("title=\"10.126.75.200: not known\"");
        assertFalse(page().contains("no node"));
    }

    @Test
    void withoutTheRightToReadServicesNoAddressLooksFree() {
        world.rights.remove(Area.SERVICES);
        has("Not known: the module may not read the Services of all namespaces; apply module/rbac/cluster-read.yaml.");
        has("1 tier</li>");
        assertFalse(page().contains("free"));
    }

    @Test
    void whoAnnouncesIsNotKnownIfTheClusterDoesNotReportIt() {
        world.service("other", "lb", "192.0.2.3", Map.of());
        int row = page().indexOf("<tr id=\"a-192-0-2-3\"");
        assertTrue(page().substring(row).contains("<td data-title=\"Announced by\">–</td>"), "nobody announces it");
        world.objects.keySet().removeIf(ref -> ref.kind().equals("ServiceL2Status"));
        has("<td data-title=\"Announced by\">not known</td>");
    }

    @Test
    void aLargeTwinIsQuickAndAPoolBeyondCellsIsRanges() {
        world.pool("large", "198.51.100.0-198.51.103.255");
        for (int i = 0; i < 192; i++) {
            world.tier("app" + i, "198.51." + (100 + i % 4) + "." + i);
        }
        page();
        long start = System.nanoTime();
        String page = page();
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(took < 1_000, took + " ms");
        assertTrue(page.length() < 800_000, page.length() + " characters");
        has("<ul class=\"ranges\" aria-label=\"Addresses of pool large\">");
        assertEquals(193, page.split("<details class=\"card app\"", -1).length - 1);
    }
}
