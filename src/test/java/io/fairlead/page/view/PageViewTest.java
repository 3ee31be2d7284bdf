package io.fairlead.page.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.page.PageWorld;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        has("<span class=\"phase\">Converged</span> All is as version 12 says, and works.");
        has("connected, last heard <time datetime=\"2026-01-31T11:59:40Z\">2026-01-31 11:59:40 UTC</time>");
    }

    @Test
    void aProblemHasItsCodePathMessageFixAndWhoCanFixIt() {
        world.problem("apps.shop.tiers.web.image", Code.ImagePull, "the image cannot be pulled");
        has("<b>ImagePull</b>");
        has("<code>apps.shop.tiers.web.image</code>");
        has("the image cannot be pulled");
        has("<b>Whoever writes the twin: </b>correct the image or the pull secret");
    }

    @Test
    void theHubThatIsAwayIsAProblemThoughNoneOfTheReport() {
        has("<h2 id=\"h-problems\">Nothing is wrong</h2>");
        world.hub = false;
        has("<b>Hub away</b>");
        has("whether it has a newer version is not known");
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

    @Test
    void withoutAClusterItSaysSoAndShowsWhatIsKept() {
        world.blind = true;
        has("The cluster cannot be read: this is what the ledger keeps for each tier.");
        has(">8 addresses; who has them is not known</p>");
        has("<tr id=\"a-192-0-2-1\"");
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
